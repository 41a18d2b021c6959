import protobuf from 'protobufjs';
import { refused } from '#schemas/errors/refused';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { MODEL_CARD_KEY, ModelCard } from '#schemas/models/model-card';

/** ModelProto.metadata_props of onnx.proto, and the key and value of its entries. */
const METADATA_FIELD = 14;
const KEY_FIELD = 1;
const VALUE_FIELD = 2;
const LENGTH_DELIMITED = 2;

/** A top-level field of the file: where it lies, and its entry if it is one of metadata. */
interface Field {
  start: number;
  end: number;
  entry: { key: string; value: string } | null;
}

/**
 * The card that an .onnx file carries, without decoding its weights.
 * @throws TremoloError model_refused: no ONNX file, no card, or a card that does not hold to its schema
 */
export function readCard(onnx: Uint8Array): ModelCard {
  const entry = fieldsOf(onnx).find((field) => field.entry?.key === MODEL_CARD_KEY)?.entry;
  if (entry == null) {
    throw refused('model_no_card');
  }
  let json: unknown;
  try {
    json = JSON.parse(entry.value);
  } catch (error) {
    throw new TremoloError('model_refused', "The model's card is not JSON.", { cause: error });
  }
  const parsed = ModelCard.safeParse(json);
  if (parsed.success) return consistent(parsed.data);
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new TremoloError('model_refused', `The model's card is not valid at "${where}".`, {
    cause: parsed.error,
  });
}

/** The same file with this card in place of any before. All else stays, byte for byte. */
export function writeCard(onnx: Uint8Array, card: ModelCard): Uint8Array {
  const kept = fieldsOf(onnx).filter((field) => field.entry?.key !== MODEL_CARD_KEY);
  const entry = protobuf.Writer.create()
    .uint32((METADATA_FIELD << 3) | LENGTH_DELIMITED)
    .fork()
    .uint32((KEY_FIELD << 3) | LENGTH_DELIMITED)
    .string(MODEL_CARD_KEY)
    .uint32((VALUE_FIELD << 3) | LENGTH_DELIMITED)
    .string(JSON.stringify(ModelCard.parse(card)))
    .ldelim()
    .finish();
  return Buffer.concat([...kept.map((field) => onnx.subarray(field.start, field.end)), entry]);
}

/** What the schema alone cannot say: one threshold to a label. */
function consistent(card: ModelCard): ModelCard {
  if (card.thresholds.length === card.labels.length) return card;
  throw new TremoloError(
    'model_refused',
    `The model's card has ${card.thresholds.length} thresholds for ${card.labels.length} labels.`,
  );
}

function fieldsOf(onnx: Uint8Array): Field[] {
  const reader = protobuf.Reader.create(onnx);
  const fields: Field[] = [];
  try {
    while (reader.pos < reader.len) {
      const start = reader.pos;
      const tag = reader.uint32();
      const isMetadata = tag === ((METADATA_FIELD << 3) | LENGTH_DELIMITED);
      const entry = isMetadata ? readEntry(reader.bytes()) : null;
      if (!isMetadata) reader.skipType(tag & 7);
      fields.push({ start, end: reader.pos, entry });
    }
  } catch (error) {
    throw refused('model_no_onnx', {}, { cause: error });
  }
  return fields;
}

function readEntry(bytes: Uint8Array): { key: string; value: string } {
  const reader = protobuf.Reader.create(bytes);
  const entry = { key: '', value: '' };
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === KEY_FIELD) entry.key = reader.string();
    else if (tag >>> 3 === VALUE_FIELD) entry.value = reader.string();
    else reader.skipType(tag & 7);
  }
  return entry;
}
