import type { HARDENING_REASONS } from '#schemas/errors/hardening-reasons';

/** What the security check finds, and what to do about it, in German; holes as in the list of reasons. */
export const hardeningReasons: Readonly<Record<keyof typeof HARDENING_REASONS, string>> = {
  check_https_on: 'Bildschirme und Programme kommen über HTTPS herein.',
  check_https_local: 'Der Hub nimmt nur auf diesem Rechner Verbindungen an.',
  check_https_off: 'Passwörter und Cookies gehen unverschlüsselt durchs Netz.',
  check_https_do:
    'Dem Hub ein Zertifikat geben: http.tls in tremolo.toml oder ein Proxy mit TLS davor.',
  check_mqtts_on: 'Sensoren und Agenten kommen über TLS herein.',
  check_mqtts_local: 'Der Broker nimmt nur auf diesem Rechner Verbindungen an.',
  check_mqtts_off: 'Zugangsdaten von Sensoren gehen unverschlüsselt durchs Netz.',
  check_mqtts_do: 'Dem Broker ein Zertifikat geben: broker.tls in tremolo.toml.',
  check_samples_on: 'Konten zur Vorführung sind eingeschaltet.',
  check_samples_off: 'Es gibt keine Konten zur Vorführung.',
  check_samples_do:
    'access.demoAccounts und access.developerAccount auf false setzen und die Konten löschen.',
  check_second_factors: 'Von {count|Verwalter|Verwaltern} haben {with} einen zweiten Schritt.',
  check_second_factors_do:
    'Jeder Verwalter fügt unter Einstellungen, Sicherheit eine Authenticator-App hinzu.',
  check_trail_altered: 'Die Prüfspur wurde verändert.',
  check_trail_unchecked: 'Die Prüfspur wurde seit dem Start des Hubs nicht geprüft.',
  check_trail_today: 'Die Prüfspur war heute unversehrt.',
  check_trail_whole: 'Die Prüfspur war vor {count|Tag|Tagen} unversehrt.',
  check_trail_do:
    'Die Prüfspur auf ihrer Seite prüfen; ist sie beschädigt, hilft die Anleitung für Verwalter.',
  check_data_unknown: 'Dieser Rechner sagt nicht, wer den Datenordner lesen darf.',
  check_data_private: 'Nur das eigene Konto des Hubs kann den Datenordner lesen.',
  check_data_open: 'Andere Konten dieses Rechners können den Datenordner lesen.',
  check_data_do: 'Den Datenordner mit chmod 700 schützen.',
  check_demanded_on: 'Verwalter müssen einen zweiten Schritt haben.',
  check_demanded_off: 'Verwalter kommen ohne zweiten Schritt aus.',
  check_demanded_do: 'Von Verwaltern einen zweiten Schritt verlangen.',
  check_passwords: 'Passwörter haben mindestens {count|Zeichen|Zeichen} und Stärke {score} von 4.',
  check_passwords_do: 'Mindestens {count|Zeichen|Zeichen} und Stärke 2 verlangen.',
  check_lockout:
    'Ein Konto wird nach {count|Fehlversuch|Fehlversuchen} gesperrt; eine Adresse darf es {tries|Mal|Mal} in der Stunde versuchen.',
  check_lockout_do:
    'Nach höchstens {count|Fehlversuch|Fehlversuchen} sperren und höchstens {tries|Versuch|Versuche} in der Stunde zulassen.',
  check_registration_on: 'Wer den Hub erreicht, kann sich ein Konto anlegen.',
  check_registration_off: 'Nur Verwalter legen Konten an.',
  check_registration_do: 'Die Registrierung schließen, sobald alle ein Konto haben.',
  check_developers_on: 'Entwickler dürfen vorübergehend im Betrieb arbeiten.',
  check_developers_off: 'Entwickler dürfen nicht im Betrieb arbeiten.',
  check_developers_do:
    'Die Ausnahme beenden, wenn sie fertig sind; nach einem Tag endet sie von selbst.',
  check_accounts_used: 'Jedes Konto wurde in den letzten 90 Tagen benutzt.',
  check_accounts_idle: '{count|Konto wurde|Konten wurden} seit 90 Tagen nicht benutzt.',
  check_accounts_do: 'Konten sperren oder löschen, die niemand braucht.',
  check_keys_endless: 'Von {count|API-Schlüssel|API-Schlüsseln} laufen {endless} nie ab.',
  check_keys_endless_do: 'Durch Schlüssel ersetzen, die ablaufen.',
  check_keys_idle:
    'Von {count|API-Schlüssel|API-Schlüsseln} wurden {idle} seit 90 Tagen nicht benutzt.',
  check_keys_idle_do: 'Schlüssel widerrufen, die kein Programm benutzt.',
  check_origins_none: 'Keine andere Website darf den Hub aufrufen.',
  check_origins: 'Andere Websites dürfen den Hub aufrufen: {origins}.',
  check_origins_do:
    'http.allowedOrigins aus tremolo.toml nehmen, sofern es keines Ihrer Programme braucht.',
  check_retention: 'Die Prüfspur wird {count|Tag|Tage} aufbewahrt.',
  check_retention_do: 'Mindestens {count|Tag|Tage} aufbewahren.',
  check_copy_none: 'Kein anderer Rechner hat eine Kopie der Prüfspur.',
  check_copy: 'Die Prüfspur geht auch an {server}.',
  check_copy_plain: 'Die Prüfspur geht unverschlüsselt an {server}.',
  check_copy_do: 'Per Syslog über TLS an einen Rechner weiterleiten, um den sich andere kümmern.',
  check_administrators_more: 'Es gibt mehr als einen Verwalter.',
  check_administrators_one: 'Es gibt nur einen Verwalter.',
  check_administrators_do:
    'Einen zweiten benennen, damit einer dem anderen wieder hineinhelfen kann.',
  check_mail_none: 'Niemand erfährt per E-Mail, dass sein Konto gesperrt ist.',
  check_mail_plain: 'Briefe gehen unverschlüsselt an den Mailserver.',
  check_mail_safe: 'Briefe gehen verschlüsselt hinaus.',
  check_mail_do: 'Den Mailserver des Standorts eintragen, mit TLS.',
  check_contact_none: 'Wer ausgesperrt ist, erfährt nicht, an wen er sich wenden kann.',
  check_contact: 'Wer ausgesperrt ist, wird verwiesen an: {person}.',
  check_contact_do: 'Angeben, an wen sich Leute ohne Zugang wenden sollen.',
};
