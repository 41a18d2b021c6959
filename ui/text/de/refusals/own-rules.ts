/** What schemas say of a value in words of their own, and the same in German. */
export const OWN_RULES: Readonly<Record<string, string>> = {
  'A host in small letters with its port, such as mail.plant.example:587 or 10.1.2.3:6514.':
    'Ein Rechner in Kleinbuchstaben mit Port, etwa mail.plant.example:587 oder 10.1.2.3:6514.',
  'A host in small letters, such as hooks.slack.com or *.example.com:8443.':
    'Ein Rechner in Kleinbuchstaben, etwa hooks.slack.com oder *.example.com:8443.',
  'A member ID such as U024BE7LH.': 'Eine Mitgliedskennung wie U024BE7LH.',
  'A mention such as <!here>.': 'Eine Erwähnung wie <!here>.',
  'A time such as 06:30.': 'Eine Uhrzeit wie 06:30.',
  'An address such as mailto:it@plant.example.': 'Eine Adresse wie mailto:it@plant.example.',
  'An address, or a network such as 10.20.0.0/16.': 'Eine Adresse oder ein Netz wie 10.20.0.0/16.',
  'An origin such as https://panel.plant.': 'Eine Adresse ohne Pfad, etwa https://panel.plant.',
  'At least a tenth of a second.': 'Mindestens eine Zehntelsekunde.',
  'Beginning and end are the same.': 'Anfang und Ende sind gleich.',
  'Crest factor and kurtosis fall back late in a bearing’s life: join them with a level.':
    'Crest-Faktor und Kurtosis fallen gegen Ende eines Lagerlebens wieder: mit einem Pegel verknüpfen.',
  'Each name once for a list.': 'Jeder Name nur einmal je Liste.',
  'Each step comes later than the one before.': 'Jeder Schritt kommt später als der vorige.',
  'Hours and minutes, such as 06:00.': 'Stunden und Minuten, etwa 06:00.',
  'Hours and minutes, such as 14:00.': 'Stunden und Minuten, etwa 14:00.',
  'lower-case letters, digits and hyphens, at most 63':
    'Nur Kleinbuchstaben, Ziffern und Bindestriche, höchstens 63.',
  'No @ in a sign-in name.': 'Kein @ im Anmeldenamen.',
  'No control characters and no commas.': 'Keine Steuerzeichen und keine Kommas.',
  'No control characters.': 'Keine Steuerzeichen.',
  'No slash: it parts the names in a path.': 'Kein Schrägstrich: Er trennt die Namen im Pfad.',
  'Not a known timezone.': 'Diese Zeitzone ist nicht bekannt.',
  'Say which, or up to when.': 'Bitte sagen, welche, oder bis wann.',
  'Six digits.': 'Sechs Ziffern.',
  'The band ends above where it begins.': 'Der Bereich muss über seinem Anfang enden.',
  'The system itself cannot be mixed with points or process values.':
    'Das System selbst lässt sich nicht mit Messstellen oder Prozesswerten mischen.',
  'They rise from A/B to C/D.': 'Sie steigen von A/B bis C/D an.',
  'This is no key of a role.': 'Das ist kein Schlüssel einer Rolle.',
  'This is no language tag.': 'Das ist kein Sprachkürzel.',
  'This is no process value.': 'Das ist kein Prozesswert.',
  'This is no time zone.': 'Das ist keine Zeitzone.',
  'This name stands for something else.': 'Dieser Name steht für etwas anderes.',
  'This time zone is not known.': 'Diese Zeitzone ist nicht bekannt.',
  'Two widgets have one id.': 'Zwei Kacheln haben dieselbe Kennung.',
  'With + and the country’s code, as in +49 170 1234567.':
    'Mit + und Ländervorwahl, etwa +49 170 1234567.',
  'Without MIG there are no instances.': 'Ohne MIG gibt es keine Instanzen.',
};
