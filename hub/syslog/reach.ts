/**
 * The address at which a server of the site’s own may be spoken to, looked up and checked this moment: exactly that one is to be
 * connected to. Null: it is private, and nobody has allowed it. Throws what the name server says.
 */
export type Reach = (host: string, port: number) => Promise<string | null>;
