package sandbox

type inlineQuery struct{}

func (s *Server) inlineMessage(id string) *message { return nil }
