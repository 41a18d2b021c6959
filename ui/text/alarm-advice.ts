export { adviceWords } from '#schemas/alarms/words/advice-en';
