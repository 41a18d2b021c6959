/** Words of the Administration screens, in English. */
export const administration = {
  title: 'Administration',
  sections: {
    users: 'People',
    teams: 'Teams',
    roles: 'Roles',
    areas: 'Area rights',
    audit: 'Audit trail',
    keys: 'API keys',
    general: 'Site',
    signIn: 'Sign-in policy',
    sso: 'Single sign-on',
    mail: 'Mail',
    limits: 'Rate limits',
    trail: 'Audit settings',
    hardening: 'Security check',
  },

  keys: {
    none: 'Nobody has an API key.',
    name: 'Key',
    owner: 'Owner',
    created: 'Made',
    expires: 'Ends',
    never: 'never',
    lastUsed: 'Last used',
    today: 'Today',
    revoke: 'Revoke',
    revokeTitle: (name: string) => `Revoke ${name}?`,
    revokeLead: 'Whatever uses it stops working at once.',
    revoked: 'The key is revoked.',
  },
} as const;
