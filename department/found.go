package department

// Found is what a search finds besides matters.
type Found string

// The things that are searched.
const (
	References Found = "references"
	Decisions  Found = "decisions"
)

// Visible reports whether p may read the decision: its owner, and whoever sees the
// whole department.
func (d Decision) Visible(p Person) bool {
	return p.May(Supervisor) || p.May(Employee) && p.StandsFor(d.Owner)
}
