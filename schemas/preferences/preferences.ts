import { z } from 'zod';
import { AlarmPriority } from '#schemas/alarms/priority';

/** As many presets has a person, of all lists together. */
export const PRESETS_MAX = 20;
/** In characters. */
export const PRESET_NAME_MAX = 40;

/** What a list is narrowed to and sorted by, under a name. */
export const Preset = z.strictObject({
  list: z.string().regex(/^[a-z-]{1,40}$/),
  name: z.string().trim().min(1).max(PRESET_NAME_MAX),
  /** The filters as they stand in the address of the list. */
  filters: z.string().max(500),
  search: z.string().max(120),
  /** Empty: as the list comes by itself. */
  sort: z.string().regex(/^-?[a-zA-Z]{0,40}$/),
});
export type Preset = z.infer<typeof Preset>;

/** The units in which a person reads what is measured; what is stored, sent and compared stays in g, mm/s, µm and °C. */
export const Units = z.strictObject({
  acceleration: z.enum(['g', 'm_s2']).default('g'),
  velocity: z.enum(['mm_s', 'in_s']).default('mm_s'),
  displacement: z.enum(['um', 'mil']).default('um'),
  temperature: z.enum(['c', 'f']).default('c'),
});
export type Units = z.infer<typeof Units>;

/** How a person writes numbers and days. The time zone and the language belong to the account itself. */
export const Regional = z.strictObject({
  /** Of numbers; by language: a comma in German, a point in English. */
  decimals: z.enum(['language', 'point', 'comma']).default('language'),
  dateFormat: z
    .enum(['iso', 'day_month_year', 'day_slash_month', 'month_slash_day'])
    .default('iso'),
  hours: z.enum(['24', '12']).default('24'),
  firstDay: z.enum(['monday', 'sunday', 'saturday']).default('monday'),
});
export type Regional = z.infer<typeof Regional>;

/** What a person hears of alarms, on each device on which the sound is turned on. */
export const Sound = z.strictObject({
  /** The least urgent that is heard. */
  from: AlarmPriority.default('low'),
  /** Percent. */
  volume: z.int().min(0).max(100).default(60),
});
export type Sound = z.infer<typeof Sound>;

/** How a person likes the screens; kept with the account. */
export const Preferences = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  density: z.enum(['comfortable', 'compact']).default('comfortable'),
  palette: z.enum(['standard', 'colour_blind_safe']).default('standard'),
  /** Of links, buttons and what is chosen; what is abnormal keeps its own colours. */
  accent: z.enum(['blue', 'green', 'purple', 'red']).default('blue'),
  contrast: z.enum(['standard', 'more']).default('standard'),
  fontSize: z.enum(['standard', 'large', 'larger']).default('standard'),
  motion: z.enum(['system', 'reduced']).default('system'),
  /** Single-key shortcuts (WCAG 2.1.4 wants them to be switched off at will). */
  shortcuts: z.boolean().default(true),
  units: Units.prefault({}),
  regional: Regional.prefault({}),
  sound: Sound.prefault({}),
  /** Whether the person has said yes or no to being shown around; once answered it stays so. */
  tour: z.enum(['new', 'answered']).default('new'),
  /** Left out of a request, those that are kept stay: a page that only changes the theme may know old ones. */
  presets: z
    .array(Preset)
    .max(PRESETS_MAX)
    .refine(
      (presets) =>
        new Set(presets.map(({ list, name }) => `${list} ${name}`)).size === presets.length,
      'Each name once for a list.',
    )
    .optional(),
});
export type Preferences = z.infer<typeof Preferences>;

/** Some of them: each that is said takes the place of what is kept, the others stay. */
export const PreferencesPatch = z.strictObject({
  theme: Preferences.shape.theme.unwrap().optional(),
  density: Preferences.shape.density.unwrap().optional(),
  palette: Preferences.shape.palette.unwrap().optional(),
  accent: Preferences.shape.accent.unwrap().optional(),
  contrast: Preferences.shape.contrast.unwrap().optional(),
  fontSize: Preferences.shape.fontSize.unwrap().optional(),
  motion: Preferences.shape.motion.unwrap().optional(),
  shortcuts: z.boolean().optional(),
  units: Units.optional(),
  regional: Regional.optional(),
  sound: Sound.optional(),
  tour: Preferences.shape.tour.unwrap().optional(),
  presets: Preferences.shape.presets,
});
export type PreferencesPatch = z.infer<typeof PreferencesPatch>;
