import type { AdviceWords } from '#schemas/alarms/built-in-advice';

const FAULT: AdviceWords['fault'] = {
  imbalance: {
    title: 'Imbalance: the rotor is heavier on one side',
    steps: [
      'Look whether something stuck to the rotor or broke off it: dirt, ice, a blade, a lost balance weight.',
      'Compare 1X at several speeds: imbalance grows with the square of the speed. If it jumps at one speed, suspect a resonance instead.',
      'Compare horizontal and vertical: about equal, a quarter turn apart, speaks for imbalance; one direction only speaks for looseness.',
      'Clean the rotor at the next stop, then balance it in place to the grade that the maker names (ISO 21940-11).',
    ],
  },
  misalignment: {
    title: 'Misalignment of the coupled shafts',
    steps: [
      'Feel and look at the coupling: heat, rubber dust, loose bolts.',
      'Compare 2X with 1X, and axial with radial: both high speak for misalignment.',
      'Think of what changed lately: a new motor, pipe strain, a settled foundation, another temperature.',
      'Stop, lock and align with a laser at running temperature; check for soft foot first.',
    ],
  },
  looseness: {
    title: 'Something is loose',
    steps: [
      'Check the foundation bolts, the bearing caps and the motor feet: a hand on the joint often feels the movement.',
      'Compare the vibration on both sides of each joint: a large difference shows where it is.',
      'Tighten to the maker’s torque. Never loosen or tighten while the machine runs.',
      'If bolts are tight, look for cracks in frame and grout, and for a bearing that turns in its seat.',
    ],
  },
  lubrication: {
    title: 'The bearing runs dry, or with the wrong lubricant',
    steps: [
      'Check level, colour and temperature of the oil, or when it was last greased and with what.',
      'Add the maker’s amount of the same grease in small steps while you watch the high frequencies: they should fall within minutes.',
      'If they come back within hours, the bearing is already damaged: plan its replacement.',
      'Too much grease heats a bearing: stop when the level no longer falls.',
    ],
  },
  cavitation: {
    title: 'The pump cavitates',
    steps: [
      'Listen: it sounds as if gravel ran through the pump.',
      'Look at the suction side: valve fully open, strainer clean, level in the tank, temperature of the liquid.',
      'Bring the pump back near its best point: open the discharge, or lower the speed.',
      'If it stays, have the available and required NPSH compared; the impeller should be looked at when next open.',
    ],
  },
  wear: {
    title: 'General wear',
    steps: [
      'Look at the trend over months: steady growth is wear, a step is an event.',
      'Take an oil sample where there is oil: particles tell which part wears.',
      'Plan an inspection at the next stop, and order the wearing parts.',
    ],
  },
  oil_whirl: {
    title: 'Oil whirl in a plain bearing',
    steps: [
      'Check oil temperature and pressure: cold or thick oil makes whirl more likely.',
      'See whether the line stays at 0.42–0.48 times the speed as the speed changes.',
      'Do not raise the speed through twice the first critical speed: whirl becomes whip, and that destroys bearings.',
      'Have clearance, load and bearing geometry checked.',
    ],
  },
  inner_race: {
    title: 'Damage on the inner race of a rolling bearing',
    steps: [
      'Watch how the lines at BPFI and their 1X sidebands grow over days: doubling within a week means soon.',
      'Check lubrication, and keep load and speed as low as the process allows.',
      'Order the bearing, and plan the change before zone D is reached.',
      'Keep the old bearing and look at the race: the pattern shows why it failed.',
    ],
  },
  outer_race: {
    title: 'Damage on the outer race of a rolling bearing',
    steps: [
      'Watch how the lines at BPFO and their harmonics grow over days: many harmonics mean an advanced stage.',
      'Check lubrication, and keep the load as low as the process allows.',
      'Order the bearing, and plan the change at the next chance.',
      'Check the seat and the alignment when it is open: an outer race fails in the load zone, or from a tight seat.',
    ],
  },
  ball: {
    title: 'Damage on a rolling element',
    steps: [
      'Lines come and go, for the damage is not always in contact: judge by several readings, not by one.',
      'Check for wrong grease, and for current through the bearing (frequency converter without insulated bearing).',
      'Order the bearing, and shorten the interval of looking at it.',
    ],
  },
  cage: {
    title: 'Damage of the bearing’s cage',
    steps: [
      'A broken cage stops a bearing without further warning: take it seriously even at low vibration.',
      'Check lubrication at once; a dry cage breaks.',
      'Plan the change at the next possible stop, sooner if sounds or temperature change.',
    ],
  },
};

const SOURCE: AdviceWords['source'] = {
  severity: {
    title: 'The machine vibrates too strongly',
    steps: [
      'Go and look: sound, smell, temperature, leaks. In zone D stop the machine if the process allows it.',
      'Think of what changed: load, speed, product, work that was done.',
      'Look at the findings of its points and at the spectrum: the strongest line names the cause.',
    ],
  },
  significant_change: {
    title: 'The vibration changed',
    steps: [
      'A change matters even within a good zone: something is different from when the machine was healthy.',
      'Compare the spectrum of now with that of the baseline: which line grew?',
      'If the machine was mended or runs differently on purpose, take a new baseline.',
    ],
  },
  finding: {
    title: 'A fault was found',
    steps: ['Look at the evidence: which line, how strong, for how long.'],
  },
  anomaly: {
    title: 'The model sees something unusual',
    steps: [
      'No rule confirms it: look at the waveform and the spectrum before you act.',
      'If it is nothing, mark the alarm as false: the next training learns from it.',
    ],
  },
  figure: {
    title: 'A figure is beyond its limit',
    steps: ['Look at its trend: a slow rise is wear, a step is an event.'],
  },
  signal_lost: {
    title: 'Nothing is heard of this point',
    steps: [
      'Is the sensor powered, and its light on? Is the cable whole, and the gateway on the network?',
      'If other points of the same machine or area are silent too, look for what they share.',
      'The machine is not watched meanwhile: go and look at it in person from time to time.',
    ],
  },
  sensor_health: {
    title: 'The sensor is not to be believed',
    steps: [
      'Do not trust readings of this point until it is mended.',
      'Check how the sensor is mounted: tight, on clean flat metal, cable tied down.',
    ],
  },
  process_value: {
    title: 'A process value is beyond its limit',
    steps: ['Compare with the display on site: is it the process, or the instrument?'],
  },
  system: {
    title: 'Tremolo itself needs somebody',
    steps: [
      'Open System for what is wrong with hub, agents, GPUs and disks.',
      'While an agent is away its points are diagnosed by others, as far as they have room.',
    ],
  },
};

const SENSOR: AdviceWords['sensor'] = {
  clipped: ['Take a sensor with a larger range, or set a larger range.'],
  flat: ['Switch the sensor off and on. If it stays flat, replace it.'],
  biased: [
    'Check the supply voltage, and calibrate the sensor again. A broken crystal shows the same.',
  ],
  noisy: ['Check the cable’s shield and its distance from frequency converters and motor cables.'],
  slow_clock: ['Check the declared sample rate of the sensor, and update its firmware.'],
};

/** What to do about alarms, in English. */
export const adviceWords: AdviceWords = { fault: FAULT, source: SOURCE, sensor: SENSOR };
