/** The token of the link that opened the page: in the fragment, which no server and no log ever sees. */
export function linkToken(): string {
  return new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
}
