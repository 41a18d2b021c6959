import type { HubNotice } from '#schemas/broker/hub-notice';

export interface HubNoticesDeps {
  /** Agents that are to know. */
  readonly ids: () => Iterable<string>;
  /** What all of them are told. */
  readonly about: () => Pick<HubNotice, 'version' | 'http'>;
  readonly isDue: (agentId: string) => boolean;
  /** Null takes back what was said. */
  readonly say: (agentId: string, notice: HubNotice | null) => void;
}

/** Tells each agent where the hub is and whether its credential is due: when it changes, and not again. */
export class HubNotices {
  readonly #deps: HubNoticesDeps;
  #told = new Map<string, string>();

  constructor(deps: HubNoticesDeps) {
    this.#deps = deps;
  }

  /** To be called each second, and when something changed. */
  turn(): void {
    const { ids, about, isDue, say } = this.#deps;
    const common = about();
    const told = new Map<string, string>();
    for (const agentId of ids()) {
      const notice: HubNotice = { ...common, renewCredential: isDue(agentId) };
      const content = JSON.stringify(notice);
      told.set(agentId, content);
      if (this.#told.get(agentId) !== content) say(agentId, notice);
    }
    for (const agentId of this.#told.keys()) if (!told.has(agentId)) say(agentId, null);
    this.#told = told;
  }
}
