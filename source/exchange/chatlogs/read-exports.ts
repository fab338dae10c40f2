import {
	type IncomingChat,
	type IncomingFacts,
	type IncomingSession,
	type RefusedRecord,
} from '../../domain/incoming.js';
import {type Handler, handlerKey} from '../../domain/handler.js';
import {Refusal} from '../../domain/refusal.js';
import {type StoreKind} from '../../domain/store-identity.js';
import {type Batch} from '../chats/batch.js';
import {jsonRecords} from '../chats/json-records.js';
import {exportVersion} from '../export/export-mark.js';
import {type ImportInput} from '../read/import-input.js';
import {type Fields, idOf, isFields, textOf} from '../yeastar/fields.js';
import {exportedMessage} from './exported-message.js';
import {exportedHold, exportedRecord, exportedSession} from './exported-session.js';
import {listOf} from './values.js';

/** The member of a document whose array holds the records. */
const lists: ReadonlySet<string> = new Set(['sessions']);

/** Characters of a batch, about. */
const largest = 32 * 1024 * 1024;

const entries = (value: unknown, name: string): readonly Fields[] =>
	listOf(value, name).map((entry, index) => {
		if (!isFields(entry)) throw new Refusal(`its ${name}[${index}] is no JSON object`);
		return entry;
	});

const kindOf = (mark: unknown): StoreKind => {
	const {export: version, store} = isFields(mark) ? mark : {};
	if (typeof version === 'number' && version > exportVersion)
		throw new Refusal('a newer chatlogs exported it; update this one');
	if (store === 'person')
		throw new Refusal('it is from all that there is of one person, which cannot be imported');
	if (version !== exportVersion || (store !== 'pbx' && store !== 'archive'))
		throw new Refusal('it is no session that chatlogs exported');
	return store;
};

/** A chat of another system keeps what it is called there, where the store knew that. */
const chatOf = ({id, told, messages, ...rest}: IncomingSession): IncomingChat => {
	const {source = '', source_account: account = '', source_id: own = String(id), zone} = told?.extra ?? {};
	return {
		...rest,
		key: {source: textOf(source), account: textOf(account), id: textOf(own)},
		session: id,
		told,
		...(typeof zone === 'string' && {zone}),
		tellings: [messages],
	};
};

/** Gathers sessions until there are enough for an import. */
class Gathering {
	refused: RefusedRecord[] = [];
	weight = 0;
	#kind: StoreKind | undefined;
	#site: unknown;
	#sessions: IncomingSession[] = [];
	#gone = new Map<string, Handler>();

	add(origin: string, fields: Fields): void {
		const kind = kindOf(fields.chatlogs);
		this.#expectOneStore(kind, fields.site);
		const {session} = fields;
		if (!isFields(session)) throw new Refusal('it has no session');
		const {told, isOrphaned} = exportedSession(session);
		const incoming: IncomingSession = {
			id: idOf(session.id, 'id'),
			origin,
			told,
			messages: entries(fields.messages, 'messages').flatMap(message => exportedMessage(message) ?? []),
			records: entries(fields.records, 'records').map(record => exportedRecord(record)),
			holds: entries(fields.holds, 'holds').map(hold => exportedHold(hold)),
		};
		this.#sessions.push(incoming);
		this.weight += JSON.stringify(incoming).length;
		if (isOrphaned) this.#gone.set(handlerKey(told.handler), told.handler);
	}

	take(): Pick<Batch, 'facts' | 'sessions' | 'chats' | 'refused'> {
		const {refused} = this;
		const sessions = this.#sessions;
		const facts: IncomingFacts = {kind: this.#kind ?? 'pbx', gone: [...this.#gone.values()]};
		this.refused = [];
		this.weight = 0;
		this.#sessions = [];
		this.#gone = new Map();
		return facts.kind === 'archive'
			? {facts, sessions: [], chats: sessions.map(session => chatOf(session)), refused}
			: {facts, sessions, refused};
	}

	/** Sessions of two PBXs may have the same ids. */
	#expectOneStore(kind: StoreKind, site: unknown): void {
		const isFirst = this.#kind === undefined;
		if (!isFirst && (this.#kind !== kind || this.#site !== site))
			throw new Refusal(
				'it is of another store than the first one; import the sessions of each by themselves',
			);
		this.#kind = kind;
		this.#site = site;
	}
}

/** Reads what chatlogs exported as JSON or JSON Lines, in batches, so that it may be larger than the memory. */
export async function* readExports(
	inputs: readonly ImportInput[],
	most = largest,
): AsyncGenerator<Batch, undefined> {
	const gathering = new Gathering();
	let begun: ImportInput[] = [];
	const batch = (goesOn: boolean): Batch => {
		const taken = {...gathering.take(), inputs: begun, goesOn};
		begun = [];
		return taken;
	};

	const refuse = (record: RefusedRecord): void => void gathering.refused.push(record);
	for (const input of inputs) {
		begun.push(input);
		for await (const {origin, fields} of jsonRecords(input, lists, refuse)) {
			try {
				gathering.add(origin, fields);
			} catch (error) {
				if (!(error instanceof Refusal)) throw error;
				refuse({origin, reason: error.message});
			}

			if (gathering.weight < most) continue;
			yield batch(true);
			begun.push(input);
		}
	}

	yield batch(false);
}
