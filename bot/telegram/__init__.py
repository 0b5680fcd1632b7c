"""The Telegram channel: python-telegram-bot around `bot.front`; it words, splits, sends and listens, and knows no plan."""
