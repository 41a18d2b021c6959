import type { SETTING_REASONS } from '#schemas/errors/setting-reasons';

/** Why settings cannot be taken, in German; holes as in the list of reasons. */
export const settingReasons: Readonly<Record<keyof typeof SETTING_REASONS, string>> = {
  setting_unknown: 'Die Einstellung „{name}“ gibt es hier nicht.',
  setting_secret_anew:
    'Die Adresse hat sich geändert: Bitte Passwort oder Geheimnis dafür neu eingeben oder entfernen.',
  certificate_none: 'In diesem Text steht kein Zertifikat.',
  certificate_unreadable: 'Dieses Zertifikat lässt sich nicht lesen.',
  sso_no_address:
    'Tragen Sie zuerst unter Standort ein, unter welcher Adresse dieser Standort geöffnet wird: Dorthin schickt ein Anbieter die Leute zurück.',
  sso_key_twice: 'Es gibt zwei Anbieter mit dem Schlüssel „{key}“.',
  sso_https: '{name}: Ein Anbieter wird nur über https gefragt.',
  sso_secret: '{name}: Das Client-Secret fehlt.',
  sso_scopes: '{name}: Zu den Scopes gehört „openid“.',
  sso_google: '{name}: Der Issuer von Google ist {issuer}.',
  sso_tenant:
    '{name}: Nennen Sie im Issuer Ihr eigenes Verzeichnis (Tenant): Bei diesem könnte sich jeder anmelden.',
  saml_no_entry: '{name}: Es fehlt die Adresse, unter der man sich dort anmeldet.',
  saml_https: '{name}: Dort meldet man sich nur über https an.',
  saml_no_issuer: '{name}: Es fehlt die Entity-ID des Anbieters.',
  saml_no_certificate: '{name}: Es fehlt ein Zertifikat des Anbieters.',
  saml_certificate:
    '{name}: Das Zertifikat Nummer {number} ist keines mit einem RSA-Schlüssel von mindestens {bits} Bit, als PEM.',
  letter_address: 'An diese Adresse kann kein Brief gehen.',
  letter_form: 'Mit diesem Betreff oder dieser Länge kann kein Brief gehen.',
};
