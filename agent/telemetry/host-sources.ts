import { statfs } from 'node:fs/promises';
import si from 'systeminformation';

/** What is asked of the machine every few seconds; null where the system does not tell. */
export interface HostSources {
  disk(): Promise<{ usedShare: number; freeMb: number } | null>;
  /** Bytes since the machine started. */
  network(): Promise<{ received: number; sent: number } | null>;
  temperatureC(): Promise<number | null>;
}

/** The loopback, and adapters inside the machine: what they carry has been counted on its way in or out, or never left. */
const INSIDE = /^(lo|docker|br-|veth|virbr|cni|flannel|tailscale|tun|wg)/;

/** This machine; the disk is the one that holds the folder. */
export function hostSources(folder: string): HostSources {
  return {
    async disk() {
      const { blocks, bfree, bavail, bsize } = await statfs(folder);
      const used = blocks - bfree;
      // As `df` reckons: what is kept for the system is neither used nor free.
      const usedShare = used + bavail === 0 ? 0 : used / (used + bavail);
      return { usedShare, freeMb: (bavail * bsize) / 1_048_576 };
    },
    async network() {
      const adapters = (await si.networkStats('*')).filter(({ iface }) => !INSIDE.test(iface));
      if (adapters.length === 0) return null;
      const sum = (pick: (adapter: (typeof adapters)[number]) => number) =>
        adapters.reduce((all, adapter) => all + (pick(adapter) || 0), 0);
      return { received: sum((one) => one.rx_bytes), sent: sum((one) => one.tx_bytes) };
    },
    async temperatureC() {
      const { main } = await si.cpuTemperature();
      // Virtual machines and some boards give 0 or nothing.
      return Number.isFinite(main) && main > 0 && main < 200 ? main : null;
    },
  };
}
