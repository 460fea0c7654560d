package phones

import (
	"embed"
	"encoding/json"
	"io/fs"
	"net/http"
	"sync"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

//go:embed page
var assets embed.FS

// Phone is a telephone on the page.
type Phone struct {
	// Key names the role for the page's own words: employee, director or
	// candidate; another key is shown as it is.
	Key    string
	Person *sandbox.Person
}

// Options are what a page shows.
type Options struct {
	Server *sandbox.Server
	// Phones stand side by side in this order.
	Phones []Phone
	// Group is the chat of the department; nil leaves it out.
	Group *sandbox.Chat
	// World moves the clock and restarts the bot; nil leaves the bars out.
	World World
	// Language of the page's own words, "ru" or "en"; empty means that of the
	// browser.
	Language string
}

// Page serves the telephones. It is safe for many browsers at once.
type Page struct {
	opts  Options
	mux   *http.ServeMux
	panes []pane

	mu      sync.Mutex
	fault   Fault
	asked   map[int64]asked // by person
	serial  int64
	changed chan struct{} // closed and replaced when something beside Telegram changes
}

// New returns a page over the server.
func New(opts Options) *Page {
	p := &Page{opts: opts, mux: http.NewServeMux(), changed: make(chan struct{}), asked: make(map[int64]asked)}
	for _, phone := range opts.Phones {
		p.panes = append(p.panes, pane{key: phone.Key, chat: phone.Person.Chat(), people: []*sandbox.Person{phone.Person}})
	}
	if opts.Group != nil {
		p.panes = append(p.panes, pane{key: "group", chat: opts.Group, people: opts.Group.Members()})
	}
	files, err := fs.Sub(assets, "page")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	p.mux.Handle("GET /", http.FileServerFS(files))
	p.mux.HandleFunc("GET /api/state", p.serveState)
	p.mux.HandleFunc("GET /api/events", p.serveEvents)
	p.mux.HandleFunc("GET /api/file/{id}", p.serveFile)
	p.mux.HandleFunc("POST /api/act/{name}", p.serveAct)
	p.mux.HandleFunc("POST /api/send", p.serveSend)
	return p
}

// ServeHTTP answers the browser, if it is one of this machine and its page is
// ours.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if why := foreign(r); why != "" {
		http.Error(w, why, http.StatusForbidden)
		return
	}
	protect(w.Header())
	p.mux.ServeHTTP(w, r)
}

// Refresh tells all browsers that the World has changed.
func (p *Page) Refresh() {
	p.mu.Lock()
	defer p.mu.Unlock()
	close(p.changed)
	p.changed = make(chan struct{})
}

// next is closed at the next change of the World.
func (p *Page) next() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.changed
}

// answer writes v as JSON.
func answer(w http.ResponseWriter, status int, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the browser may have left
}

// Sample returns the picture that the page offers to those who have no photo at
// hand, a JPEG.
func Sample() ([]byte, error) { return assets.ReadFile("page/sample.jpg") }
