/** Whether one of the hosts that the site allows is meant: `hooks.slack.com`, `*.example.com`, with a port where it is not 443. */
export function isAllowedHost(url: URL, allowed: readonly string[]): boolean {
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return allowed.some((entry) => {
    const [host, wantedPort = '443'] = entry.split(':');
    if (port !== wantedPort) return false;
    const own = url.hostname.toLowerCase();
    // Of the hosts below it, not itself: `*.example.com` is not `example.com`, and never `badexample.com`.
    return host.startsWith('*.') ? own.endsWith(host.slice(1)) : own === host;
  });
}
