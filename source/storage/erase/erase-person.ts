import {type Copy} from '../../domain/act/copies.js';
import {type Actor} from '../../domain/change.js';
import {erasureDraft, heldOf} from '../../domain/erase/draft.js';
import {type ErasureNews} from '../../domain/erase/erasure.js';
import {type Erasing, noteBlocker, type ToldWord} from '../../domain/erase/erasing.js';
import {type FoundPerson} from '../../domain/erase/found.js';
import {mentionOf, type Person} from '../../domain/erase/person.js';
import {type Facts} from '../../domain/facts.js';
import {refuseIf} from '../../domain/refusal.js';
import {type Hold} from '../../domain/keep/hold.js';
import {type Session} from '../../domain/session.js';
import {idSize} from '../../domain/store-identity.js';
import {type StoredChange} from '../change-form.js';
import {learnSegments} from '../learn-segments.js';
import {type Machine} from '../machine.js';
import {findWords} from '../words.js';
import {type StoreView} from '../store-view.js';
import {writeManifest} from '../write-index.js';
import {type Writing} from '../writing.js';
import {findPerson, type Looking} from './find-person.js';
import {type PersonSearch} from './finding.js';
import {addErased, type ErasedEntry} from './erased-list.js';
import {markKeySize, marksOf} from './marks.js';
import {keepUnfinished} from './unfinished.js';

/** The store as it is searched. */
export type Surveyed = Looking & Facts & Pick<StoreView, 'files' | 'folder' | 'holds'>;

const wordsOfHolds = (holds: readonly Hold[]): ReadonlySet<string> =>
	new Set(holds.flatMap(({words}) => Object.values(words) as readonly string[]));

const wordsAbout = (
	{files, folder, holds}: Surveyed,
	readings: readonly Person[],
	{names}: FoundPerson,
): readonly ToldWord[] => {
	const kept = wordsOfHolds(holds);
	const tells = readings.map(person => mentionOf(person, names));
	const {words, mended} = findWords(files, folder);
	return [...words.values(), ...mended.values()]
		.filter(({text}) => tells.some(isTold => isTold(text)))
		.map(({h, text}) => ({digest: h, text, isHeld: kept.has(h)}));
};

/** Finds what would go. Needs no lock. */
export const surveyPerson = async (store: Surveyed, search: PersonSearch): Promise<Erasing> => {
	const found = await findPerson(store, search);
	return {...found, words: wordsAbout(store, search.readings, found), held: heldOf(store, found)};
};

export interface ErasureRequest {
	readonly search: PersonSearch;
	/** One that is in the journal or in the list outside the store already; a new one if missing. */
	readonly known?: ErasureNews | undefined;
	/** The reason, kept with the change. */
	readonly note?: string | undefined;
	/** Called with what is to go before anything does. May throw a Refusal; then nothing goes. */
	readonly accept?: (erasing: Erasing, erasure: ErasureNews) => Promise<void> | void;
}

const copyOf = ({id, channel, customer, handler}: Session): Copy => ({id, channel, customer, handler});

/** The key that all marks of the store are made with. */
const keyOf = (writing: Writing, known: ErasureNews | undefined): string =>
	known?.marks?.key ?? writing.replica.facts.erasures?.[0]?.marks.key ?? writing.random(markKeySize);

/** Seconds by which the clock of a PBX may be ahead; messages that are later yet have a false time, and are not waited for. */
const mostAhead = 86_400;

/** Up to when an erasure that is asked for now goes: to the person's newest message, if a clock that was ahead dated it. */
const untilOf = (
	facts: Facts,
	{sessions, messages}: Erasing,
	now: number,
): Pick<ErasureNews, 'upTo' | 'asked'> => {
	const endOf = (id: number): number => facts.session(id)?.lastActiveAt ?? 0;
	const inOthers = [...messages]
		.filter(([session]) => endOf(session) > now)
		.flatMap(([session, ids]) => {
			const theirs = new Set(ids);
			return facts.history(session).messages.flatMap(({id, at}) => (theirs.has(id) ? at : []));
		});
	const later = [...sessions.map(endOf), ...inOthers].filter(at => at > now && at <= now + mostAhead);
	return later.length === 0 ? {upTo: now} : {upTo: Math.max(...later), asked: now};
};

const newsOf = (
	facts: Facts,
	writing: Writing,
	machine: Pick<Machine, 'now'>,
	erasing: Erasing,
	known: ErasureNews | undefined,
): ErasureNews => {
	const {key, numbers, names} = marksOf(erasing, keyOf(writing, known));
	const marks = {
		key,
		numbers: [...new Set([...numbers, ...(known?.marks?.numbers ?? [])])],
		names: [...new Set([...names, ...(known?.marks?.names ?? [])])],
	};
	const {upTo, asked} = known ?? untilOf(facts, erasing, machine.now());
	return {id: known?.id ?? writing.random(idSize), upTo, ...(asked !== undefined && {asked}), marks};
};

/**
Erases a person from the store: first the list outside the store, then the line in the journal; the texts go from all files before the
lock is released, or when the store is next written. A person whom a hold keeps is only put off.
@throws Refusal if `accept` does
*/
export const erasePerson = async (
	writing: Writing,
	facts: Surveyed,
	actor: Actor,
	machine: Machine,
	{search, known, note, accept}: ErasureRequest,
): Promise<{readonly change: StoredChange; readonly erasing: Erasing; readonly erasure: ErasureNews}> => {
	const erasing = await surveyPerson(facts, {...search, upTo: search.upTo ?? known?.upTo});
	const erasure = newsOf(facts, writing, machine, erasing, known);
	refuseIf(noteBlocker(note, search.readings, erasing.names));
	await accept?.(erasing, erasure);
	const words = erasing.words.flatMap(({digest, isHeld}) => (isHeld ? [] : digest));
	const news = {...erasure, ...(erasing.held.length > 0 && search.also.length > 0 && {also: search.also})};
	const draft = {...erasureDraft(facts, erasing, news, words), ...(note !== undefined && {note})};
	const change = writing.number(actor, draft);
	const store = writing.replica.facts.store.id ?? change.store?.id;
	if (draft.kind === 'erasing' && store !== undefined) {
		const isThere = facts.connection !== undefined;
		const copies = isThere ? erasing.sessions.filter(id => !facts.isDeletedOnPbx?.(id)) : [];
		const sessions = copies.flatMap(id => {
			const session = facts.session(id);
			return session ? [copyOf(session)] : [];
		});
		await keepUnfinished(machine, {store, id: erasure.id, copies: sessions});
		const entry: ErasedEntry = {store, ...actor, ...erasure, marks: erasure.marks!, also: search.also};
		await addErased(machine, entry);
	}

	await writing.append(change);
	// Older programs must not take the person in again.
	if (draft.purged === undefined && draft.messagesPurged === undefined) {
		await learnSegments(writing);
		await writeManifest(writing, []);
	}

	return {change, erasing, erasure};
};
