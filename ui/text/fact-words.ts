export { factWords } from '#schemas/alarms/words/facts-en';
