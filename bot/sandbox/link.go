package sandbox

import (
	"net/url"
	"strconv"
	"strings"
)

// linkEntity makes e the link to target: a mention for tg://user?id=…, a
// text_link for an address, nothing (an empty type) for anything else.
func linkEntity(e Entity, target string) Entity {
	if id := userLink(target); id != 0 {
		e.Type, e.User = "text_mention", &User{ID: id}
		return e
	}
	checked := checkedLink(target)
	if checked == "" {
		return Entity{}
	}
	e.Type, e.URL = "text_link", checked
	return e
}

// userLink returns the id of tg://user?id=…, or 0.
func userLink(target string) int64 {
	u, err := url.Parse(target)
	if err != nil || !strings.EqualFold(u.Scheme, "tg") || u.Host != "user" && u.Opaque != "user" {
		return 0
	}
	id, _ := strconv.ParseInt(u.Query().Get("id"), 10, 64)
	return id
}

// checkedLink completes an address as Telegram does: a scheme is added, and a
// path; what has no dot in its host is no address.
func checkedLink(target string) string {
	target = strings.TrimSpace(target)
	if target == "" || strings.ContainsAny(target, " \n\t") {
		return ""
	}
	if strings.HasPrefix(strings.ToLower(target), "tg:") || strings.HasPrefix(strings.ToLower(target), "tel:") {
		return target
	}
	if !strings.Contains(target, "://") {
		target = "http://" + target
	}
	scheme, rest, _ := strings.Cut(target, "://")
	scheme = strings.ToLower(scheme)
	if scheme != "http" && scheme != "https" && scheme != "ton" && scheme != "tonsite" {
		return ""
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	host := rest[:end]
	if name, _, _ := strings.Cut(host[strings.LastIndexByte(host, '@')+1:], ":"); !strings.Contains(strings.Trim(name, "."), ".") {
		return ""
	}
	tail := rest[end:]
	if !strings.HasPrefix(tail, "/") {
		tail = "/" + tail
	}
	return scheme + "://" + strings.ToLower(host) + tail
}
