package sandbox

// methods lists what the sandbox does. Everything else of the description is
// checked and then refused with 501.
func methods() map[string]method {
	all := map[string]method{
		"getUpdates": getUpdates, "setWebhook": setWebhook, "deleteWebhook": deleteWebhook, "getWebhookInfo": getWebhookInfo,
		"getMe": getMe, "logOut": agree, "close": agree,
		"sendMessage": sendMessage, "sendChatAction": sendChatAction, "answerCallbackQuery": answerCallbackQuery,
		"sendMediaGroup": sendMediaGroup, "sendContact": sendContact, "sendLocation": sendLocation, "getFile": getFile,
		"editMessageText": editMessageText, "editMessageReplyMarkup": editMessageReplyMarkup,
		"editMessageCaption": editMessageCaption, "editMessageMedia": editMessageMedia,
		"deleteMessage": deleteMessage, "deleteMessages": deleteMessages,
		"forwardMessage": forwardMessage, "forwardMessages": forwardMessages,
		"copyMessage": copyMessage, "copyMessages": copyMessages,
		"setMessageReaction": setMessageReaction,
		"pinChatMessage":     pinChatMessage, "unpinChatMessage": unpinChatMessage, "unpinAllChatMessages": unpinAllChatMessages,
		"setMyCommands": setMyCommands, "getMyCommands": getMyCommands, "deleteMyCommands": deleteMyCommands,
		"setMyName": setPresentation("name"), "getMyName": getPresentation("name"),
		"setMyDescription": setPresentation("description"), "getMyDescription": getPresentation("description"),
		"setMyShortDescription": setPresentation("short_description"), "getMyShortDescription": getPresentation("short_description"),
		"setChatMenuButton": setChatMenuButton, "getChatMenuButton": getChatMenuButton,
		"getChat": getChat, "getChatMember": getChatMember, "getChatAdministrators": getChatAdministrators,
		"getChatMemberCount": getChatMemberCount, "leaveChat": leaveChat,
		"answerInlineQuery": answerInlineQuery,
		"createForumTopic":  createForumTopic, "editForumTopic": editForumTopic, "closeForumTopic": closeForumTopic,
		"reopenForumTopic": reopenForumTopic, "deleteForumTopic": deleteForumTopic,
	}
	for _, f := range fileMethods {
		all[f.method] = sendFile(f.kind)
	}
	return all
}

// fileMethods are the methods that send one file, and what the file becomes.
// The file's parameter has the name of the kind.
var fileMethods = []struct{ method, kind string }{
	{"sendPhoto", "photo"}, {"sendDocument", "document"}, {"sendVoice", "voice"}, {"sendAudio", "audio"}, {"sendVideo", "video"},
	{"sendAnimation", "animation"}, {"sendVideoNote", "video_note"}, {"sendSticker", "sticker"},
}

// agree answers methods that change nothing here.
func agree(*call) (any, error) { return true, nil }
