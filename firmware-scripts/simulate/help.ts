/** What `bun run simulate -- --help` prints. */
export const HELP = `Usage: bun run simulate -- synth  --plant <file.json>      [options]
       bun run simulate -- replay --recording <file or folder> [options]

synth   publishes the sensors of a made-up plant, in real time; faults grow as the file says
        (firmware-scripts/simulate/plants/demo.json is one)
replay  publishes a recording as a sensor: .mat (MATLAB 5), .csv, .wav, or a folder of PRONOSTIA snapshots

Connection
  --broker <url>              mqtt://host:port or mqtts://host:port; else the credential's, else mqtt://127.0.0.1:1883
  --credential <file.json>    one credential, or a list with one per sensor, as the hub's console writes them
  --ca-file <file.pem>        certificate authority of the broker
  --sensors-per-connection N  sensors of one gateway credential that share a connection (1). Only the first of a
                              connection has a last will; the others end as stale when this process is killed

Time
  --speed-up X                signal seconds in a second (1)
  --frame-samples N           samples per axis in a frame (16 KiB worth)
  --seconds S                 stop after so long, connected or not

replay
  --sensor-id <id>            else "replay-" and the file's name
  --channel <name>            repeat for several; "all" for every one (CWRU: DE; else all)
  --rate <Hz> --unit <g|m_s2|mm_s|undeclared> --speed <r/min> --bearing <designation>
                              what the file does not say, or says wrongly
  --factor <F>                multiply samples: what full scale of a .wav is in the unit (1)
  --loop                      begin again at the end
  --keep-pauses               keep the pauses between snapshots; else they follow each other without a break
  --format <float32|int16|int24> --range <R>
                              how frames carry the samples (float32: as they are)

Misbehaviour, per frame, by --seed N (1)
  --lose p --repeat p --damage p --late p [--late-by K (3) frames]
  --clock-skew=<ms> (negative: behind) --disconnect-every <s>

Output
  --json                      one JSON object per line: {"ready":"simulate"…} first, then progress every 5 s
  --help`;
