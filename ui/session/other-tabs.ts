const CHANNEL = 'tremolo-session';

/** The other tabs of this browser, which share its session: what one does to it, all hear. */
export class OtherTabs {
  private channel: BroadcastChannel | null = null;
  private readonly onChange: () => void;

  constructor({ onChange }: { onChange: () => void }) {
    this.onChange = onChange;
  }

  start(): void {
    this.channel = new BroadcastChannel(CHANNEL);
    this.channel.onmessage = () => this.onChange();
  }

  /** Somebody signed in or out here. */
  tell(): void {
    this.channel?.postMessage('changed');
  }
}
