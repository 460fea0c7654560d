package department

// Found is what a search finds besides matters.
type Found string

// The things that are searched.
const (
	References Found = "references"
	Decisions  Found = "decisions"
)
