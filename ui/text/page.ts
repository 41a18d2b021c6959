/** Words of the page before any script runs, and of the app as it is installed; read as the screens are built. */
export const pageWords = {
  description: 'Tremolo watches rotating machines on a plant floor.',
  noScript: 'Tremolo shows live measurements and needs JavaScript for that.',
  loading: 'Loading',
  alarms: 'Alarms',
  plant: 'Plant',
} as const;
