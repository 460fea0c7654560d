package phones

import (
	"net"
	"net/http"
	"strings"
)

// policy lets the page load its own files and nothing else. Pictures may also
// come from memory: those that are about to be sent.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; " +
	"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// protect sets the headers that every answer has.
func protect(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
}

// foreign says why the request does not come from a page of ours, or returns
// an empty text. A name that somebody else resolved to this machine shows in
// Host, a form or script of another site in Origin or Sec-Fetch-Site.
func foreign(r *http.Request) string {
	if !loopback(r.Host) {
		return "this page answers to 127.0.0.1 and localhost only"
	}
	if origin := r.Header.Get("Origin"); origin != "" && origin != "http://"+r.Host {
		return "this page answers to itself only, not to other sites"
	}
	switch site := r.Header.Get("Sec-Fetch-Site"); site {
	case "", "same-origin", "none":
		return ""
	default:
		// A link from another page may lead here, but only to the page itself.
		if r.Method == http.MethodGet && r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.URL.Path == "/" {
			return ""
		}
		return "this page answers to itself only, not to a request that is " + site
	}
}

// loopback reports whether the Host of a request names this machine itself.
func loopback(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.TrimSuffix(strings.TrimPrefix(name, "["), "]")
	if strings.EqualFold(name, "localhost") {
		return true
	}
	ip := net.ParseIP(name)
	return ip != nil && ip.IsLoopback()
}
