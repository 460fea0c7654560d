// The page's own words. What the bot says comes from the bot.

const words = {
  ru: {
    title: "Отдел на одной странице", employee: "Сотрудник", director: "Директор", candidate: "Кандидат", supervisor: "Генеральный директор", group: "Группа",
    bot: "бот", typing: "печатает…", uploading: "отправляет файл…", empty: "Здесь пока пусто", emptyHint: "Напишите боту или нажмите «Начать»", start: "Начать",
    message: "Сообщение", say: "Отправить", attach: "Прикрепить", photo: "Фото", sample: "Пример фотографии", file: "Файл", voice: "Голосовое", recording: "Запись… нажмите, чтобы отправить",
    commands: "Команды", noCommands: "Бот ещё не предложил команд", edited: "изменено", pinned: "закреплено", unread: "Непрочитанные", today: "Сегодня", yesterday: "Вчера",
    reply: "Ответить", edit: "Изменить", copy: "Копировать текст", copied: "Скопировано", remove: "Удалить", forward: "Переслать", forwardTo: "Переслать: {who}", forwarded: "Переслано от: {who}", openOn: "Открыть ссылку: {who}",
    react: "Поставить {emoji}", more: "Действия", phoneMenu: "Меню телефона", openLink: "Открыть ссылку бота…", openLinkAsk: "Ссылка вида t.me/{bot}?start=…", ok: "Хорошо", cancel: "Отменить", open: "Открыть",
    badLink: "Это не ссылка этого бота", block: "Заблокировать бота", unblock: "Разблокировать", blocked: "Бот заблокирован", phoneLanguage: "Язык телефона: {language}", inline: "Спросить бота в строке: @{bot} …",
    spoiler: "Скрытый текст, нажмите, чтобы показать", unfold: "Показать цитату целиком", replying: "Ответ: {who}", editing: "Изменение сообщения", speaking: "Пишет", toEnd: "К новым сообщениям",
    clock: "Часы", hour: "+1 час", day: "+1 день", next: "К напоминанию", nothingNext: "Напоминаний нет", nextAt: "Ближайшее: {when}", weather: "Связь", calm: "всё хорошо", slow: "медленно", down: "Telegram лежит", busy: "429",
    kill: "kill −9", killHint: "Убить процесс бота и запустить снова", killing: "Убиваем…", dead: "Бот не запущен", survived: "Бот убит и снова отвечает через {seconds} с. Потеряно: {lost}. Дел {matters}, записей журнала {events}, людей {people}.", damaged: "База повреждена: {why}",
    scenario: "Показать день", stop: "Остановить", theme: "Тема: {theme}", light: "светлая", dark: "тёмная", auto: "как в системе", language: "English", lost: "Нет связи со страницей, пробуем снова…",
    keyboard: "Показать кнопки", save: "Сохранить {name}", seconds: "{n} с", bytes: "{n} Б", kilobytes: "{n} КБ", megabytes: "{n} МБ", playVoice: "Слушать", inlineEmpty: "Бот ничего не нашёл", reactions: "Реакции", scenario_day: "день отдела", scenario_salary: "вопрос о зарплате", moved: "Часы переведены",
    groupCreated: "Группа создана", joined: "В группе: {who}", left: "Нет в группе: {who}", wasGroup: "Раньше была обычной группой", becameSupergroup: "Стала супергруппой",
    sticker: "Стикер", video: "Видео", animation: "Анимация", audio: "Аудио", contact: "Контакт", location: "Место", document: "Документ", video_note: "Видеосообщение", photoAlt: "Фотография", noMic: "Микрофон недоступен: отправлен пример",
  },
  en: {
    title: "The department on one page", employee: "Employee", director: "Director", candidate: "Candidate", supervisor: "Managing director", group: "Group",
    bot: "bot", typing: "is typing…", uploading: "is sending a file…", empty: "Nothing here yet", emptyHint: "Write to the bot or press “Start”", start: "Start",
    message: "Message", say: "Send", attach: "Attach", photo: "Photo", sample: "Sample photo", file: "File", voice: "Voice message", recording: "Recording… press to send",
    commands: "Commands", noCommands: "The bot has offered no commands yet", edited: "edited", pinned: "pinned", unread: "Unread", today: "Today", yesterday: "Yesterday",
    reply: "Reply", edit: "Edit", copy: "Copy text", copied: "Copied", remove: "Delete", forward: "Forward", forwardTo: "Forward: {who}", forwarded: "Forwarded from: {who}", openOn: "Open the link: {who}",
    react: "React {emoji}", more: "Actions", phoneMenu: "Menu of the phone", openLink: "Open a link of the bot…", openLinkAsk: "A link like t.me/{bot}?start=…", ok: "OK", cancel: "Cancel", open: "Open",
    badLink: "This is no link of this bot", block: "Block the bot", unblock: "Unblock", blocked: "The bot is blocked", phoneLanguage: "Language of the phone: {language}", inline: "Ask the bot inline: @{bot} …",
    spoiler: "Hidden text, press to show", unfold: "Show the whole quotation", replying: "Reply to {who}", editing: "Editing the message", speaking: "Speaks as", toEnd: "To the newest messages",
    clock: "Clock", hour: "+1 hour", day: "+1 day", next: "Next reminder", nothingNext: "No reminders", nextAt: "Next: {when}", weather: "Network", calm: "all well", slow: "slow", down: "Telegram is down", busy: "429",
    kill: "kill −9", killHint: "Kill the bot's process and start it again", killing: "Killing…", dead: "The bot is not running", survived: "The bot was killed and answers again after {seconds} s. Lost: {lost}. Matters {matters}, ledger lines {events}, people {people}.", damaged: "The database is damaged: {why}",
    scenario: "Play a day", stop: "Stop", theme: "Theme: {theme}", light: "light", dark: "dark", auto: "as the system", language: "Русский", lost: "No connection to the page, trying again…",
    keyboard: "Show the buttons", save: "Save {name}", seconds: "{n} s", bytes: "{n} B", kilobytes: "{n} KB", megabytes: "{n} MB", playVoice: "Play", inlineEmpty: "The bot found nothing", reactions: "Reactions", scenario_day: "a day of the department", scenario_salary: "a question about pay", moved: "The clock has moved",
    groupCreated: "Group created", joined: "Joined: {who}", left: "Left: {who}", wasGroup: "Was a basic group before", becameSupergroup: "Became a supergroup",
    sticker: "Sticker", video: "Video", animation: "Animation", audio: "Audio", contact: "Contact", location: "Place", document: "Document", video_note: "Video message", photoAlt: "Photo", noMic: "No microphone: a sample was sent",
  },
};

let current = "ru";

export const language = () => current;

// speak chooses the language of the page.
export function speak(lang) {
  current = words[lang] ? lang : "en";
  document.documentElement.lang = current;
}

// t returns the page's word for key with the {names} filled in; a key without
// a word stands for itself.
export function t(key, values = {}) {
  const word = words[current][key] ?? key;
  return word.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}
