export { ruleWords } from '#schemas/alarms/words/rules-en';
