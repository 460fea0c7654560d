package sandbox

// setPresentation returns the method that stores one of the texts about the
// bot for a language; an empty one removes it. The description of the API holds
// how long it may be.
func setPresentation(field string) method {
	return func(c *call) (any, error) {
		if c.menu.about == nil {
			c.menu.about = make(map[string]map[string]string)
		}
		if c.menu.about[field] == nil {
			c.menu.about[field] = make(map[string]string)
		}
		c.menu.about[field][c.params["language_code"]] = c.params[field]
		return true, nil
	}
}

func getPresentation(field string) method {
	return func(c *call) (any, error) {
		return map[string]string{field: c.presentation(field, c.params["language_code"])}, nil
	}
}

// presentation is the text in the language, else the general one.
func (s *Server) presentation(field, language string) string {
	text := s.menu.about[field][language]
	if text == "" {
		text = s.menu.about[field][""]
	}
	if text == "" && field == "name" {
		text = s.bot.user.FirstName
	}
	return text
}

// BotName, BotDescription and BotShortDescription are what people whose
// application has the given language read about the bot.
func (s *Server) BotName(language string) string { return s.presented("name", language) }

// BotDescription is the text in an empty chat with the bot.
func (s *Server) BotDescription(language string) string { return s.presented("description", language) }

// BotShortDescription is the text on the bot's page.
func (s *Server) BotShortDescription(language string) string {
	return s.presented("short_description", language)
}

func (s *Server) presented(field, language string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.presentation(field, language)
}
