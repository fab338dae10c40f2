import {capitalized, commandBack, orderOf, outcomeOf} from '../domain/act/sentences.js';
import {actorLabel, type Actor, type Change} from '../domain/change.js';
import {handlerLabel} from '../domain/handler.js';
import {isoTime} from '../exchange/export/iso-time.js';
import {pairsText} from '../exchange/export/pairs-text.js';
import {type Store} from '../storage/store.js';
import {formatCount} from '../text/count.js';
import {wrapText} from '../text/fit.js';
import {safeLine} from '../text/safe-text.js';
import {formatExactTime} from '../text/time.js';
import {movesAndTotals, type Planned, skippedTexts, splitSkipped} from './tell-plan.js';
import {type OutcomeThere} from './tell-there.js';

/** Everything that a report tells. */
interface ActTold extends Planned {
	/** Missing if nothing was written. */
	readonly change?: Change | undefined;
	readonly isDryRun: boolean;
	/** The meaning of the times in the filter. */
	readonly times: readonly string[];
	/** What a connected PBX made of it. */
	readonly there?: OutcomeThere | undefined;
}

interface Origin {
	readonly store: Pick<Store, 'pbx' | 'connection'>;
	readonly folder: string;
	readonly actor: Actor;
	/** In Unix seconds. */
	readonly now: number;
}

/** In cells, as mail has it. */
const width = 76;
const margin = '  ';

/**
The lines of a section. Each is indented, so that none begins with words of others: a mail program takes some of them
for commands, and a lone full stop for the end.
*/
const section = (title: string, lines: readonly string[]): string =>
	lines.length === 0
		? ''
		: `${title}\n${lines
				.flatMap(line => wrapText(safeLine(line), width - margin.length))
				.map(line => `${margin}${line}\n`)
				.join('')}`;

const titleOf = ({act, plan, change, isDryRun}: ActTold): string => {
	if (isDryRun) return `Dry run, nothing is changed: ${orderOf(act, plan)}`;
	return change ? capitalized(outcomeOf(act, plan)) : 'Nothing was done';
};

const factsText = ({act, plan, change}: ActTold, {store, folder, actor, now}: Origin): string => {
	const {at, note} = change ?? {at: now, note: plan.draft.note};
	const command = change && commandBack(act, plan, change);
	const pbx = [store.pbx.name, store.connection?.sn].filter(Boolean).join(' ');
	return pairsText([
		...(change ? [['Change', String(change.n)] as const] : []),
		['Time', `${formatExactTime(at)} (${isoTime(at)!})`],
		['By', actorLabel(change ?? actor)],
		['Store', folder],
		...(pbx === '' ? [] : [['PBX', pbx] as const]),
		...(note === undefined ? [] : [['Note', note] as const]),
		...(command === undefined
			? []
			: [[command === 'redo' ? 'Redo' : 'Undo', `chatlogs ${command}`] as const]),
	]);
};

/** The sessions, each with from and to where it was moved; of a session's messages, those. */
const hitLines = ({plan: {draft, hits}}: Planned): readonly string[] => {
	const moves = draft.moves ?? [];
	if (moves.length === 0) return hits.length === 0 ? [] : [[...new Set(hits)].join(', ')];
	return moves.flatMap(({from, to, sessions}) =>
		sessions.map(id => `${id}  ${handlerLabel(from)} → ${handlerLabel(to)}`),
	);
};

const thereLines = ({done, refused, pending, pendingBecause, inGrace, graceEnds}: OutcomeThere): string[] => [
	...(done.length > 0 ? [`carried out: ${formatCount(done.length)}`] : []),
	...refused.map(({session, reason}) => `refused, ${session}: ${reason}`),
	...(pending.length > 0
		? [`pending${pendingBecause === undefined ? '' : `, ${pendingBecause}`}: ${pending.join(', ')}`]
		: []),
	...(graceEnds === undefined
		? []
		: [`will be deleted, not before ${formatExactTime(graceEnds)}: ${inGrace.join(', ')}`]),
];

/**
What was done, to which sessions, by whom and when, and what was not and why: a text that may be mailed. As the journal
does, it names no customer.
*/
export const actReportText = (told: ActTold, origin: Origin): string => {
	const {act, plan, times, there} = told;
	const {alreadySo, refused} = splitSkipped(plan);
	const hit = act.kind === 'delete-messages' ? `Messages of session ${act.session}` : 'Sessions';
	return [
		section('chatlogs report', [titleOf(told), ...factsText(told, origin).trimEnd().split('\n')]),
		section('Times', times),
		section('From, to, and totals', movesAndTotals(told)),
		section('Remark', plan.remark === undefined ? [] : [plan.remark]),
		section(hit, hitLines(told)),
		section('Skipped', skippedTexts(alreadySo, Infinity)),
		section('Refused', skippedTexts(refused, Infinity)),
		section('On the PBX', there ? thereLines(there) : []),
	]
		.filter(Boolean)
		.join('\n');
};
