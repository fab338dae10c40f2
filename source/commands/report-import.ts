import {type Owner} from '../domain/directory.js';
import {handlerLabel} from '../domain/handler.js';
import {type RefusedRecord} from '../domain/incoming.js';
import {type ImportReport} from '../storage/import-sessions.js';
import {counted, formatCount} from '../text/count.js';
import {type Context, exitCode} from './command.js';
import {type Output} from './streams.js';
import {printJson, printLine} from './output.js';

/** How many refused records are named; the rest is counted. --json names all. */
const named = 20;

type ImportCounts = Pick<ImportReport['summary'], 'added' | 'changed' | 'unchanged' | 'kept' | 'trashed'>;

/** One import, which may be of several changes. */
export interface ToldImport extends Pick<ImportReport, 'refused' | 'newOwners'> {
	readonly summary: ImportCounts;
	readonly changes: readonly number[];
	/** Those by which sessions are held as they were where they come from. */
	readonly holds?: ImportReport['holds'];
	readonly keptOut?: ImportReport['keptOut'];
}

export const nothingImported: ToldImport = {
	summary: {added: 0, changed: 0, unchanged: 0, kept: 0, trashed: 0},
	changes: [],
	refused: [],
	newOwners: [],
};

/** `2 new, 1 changed, 0 unchanged`. */
export const importCountsText = ({added, changed, unchanged, kept, trashed}: ImportCounts): string =>
	[
		`${formatCount(added)} new`,
		`${formatCount(changed)} changed`,
		`${formatCount(unchanged)} unchanged`,
		...(kept > 0 ? [`${formatCount(kept)} kept because of a local act`] : []),
		...(trashed > 0 ? [`${counted(trashed, 'new message')} of sessions in the trash`] : []),
	].join(', ');

/** `2 new owners: extension 1003 Ann Lee, queue Support`. */
const ownersText = (owners: readonly Owner[]): string => {
	const labels = owners.slice(0, named).map(owner => `${owner.kind} ${handlerLabel(owner)}`);
	const more = owners.length > named ? ` and ${owners.length - named} more` : '';
	return `${counted(owners.length, 'new owner')}: ${labels.join(', ')}${more}`;
};

/** Reports new owners, and records that were refused. */
export const tellBeside = (
	stderr: Output,
	{newOwners, refused}: {readonly newOwners: readonly Owner[]; readonly refused: readonly RefusedRecord[]},
): void => {
	if (newOwners.length > 0) printLine(stderr, `chatlogs: ${ownersText(newOwners)}`);
	for (const {origin, reason} of refused.slice(0, named))
		printLine(stderr, `chatlogs: refused ${origin}: ${reason}`);
	if (refused.length > named)
		printLine(stderr, `chatlogs: refused ${refused.length - named} more; --json names all`);
};

const changesText = (changes: readonly number[]): string => {
	const [first, ...others] = changes;
	if (first === undefined) return 'Nothing new:';
	return others.length === 0
		? `Change ${first}: imported`
		: `Changes ${first} to ${others.at(-1)!}: imported`;
};

/** Reports an import, and resolves to its exit code. */
export const reportImport = (
	{flags: {json, quiet}, stdout, stderr}: Context,
	{changes, summary, refused, newOwners, holds = [], keptOut = 0}: ToldImport,
): number => {
	if (quiet && changes.length === 0 && refused.length === 0) return exitCode.done;
	if (json) {
		const {added, changed, unchanged, kept, trashed} = summary;
		printJson(stdout, {
			change: changes.at(-1) ?? null,
			added,
			changed,
			unchanged,
			kept,
			trashed,
			newOwners,
			...(holds.length > 0 && {
				holds: holds.map(({n, hold, held}) => ({change: n, name: hold!.name, sessions: held})),
			}),
			...(keptOut > 0 && {keptOut}),
			refused: refused.map(({origin, reason}) => ({place: origin, reason})),
		});
	} else {
		printLine(stdout, `${changesText(changes)} ${importCountsText(summary)}.`);
		for (const {n, hold, held = []} of holds)
			printLine(
				stdout,
				`Change ${n}: ${counted(held.length, 'session')} stay${held.length === 1 ? 's' : ''} held as “${hold!.name}”.`,
			);
		tellBeside(stderr, {newOwners, refused});
		if (keptOut > 0)
			printLine(
				stderr,
				`chatlogs: ${counted(keptOut, 'session')} stayed out, or a part of each: somebody in them was erased`,
			);
	}

	return refused.length === 0 ? exitCode.done : exitCode.refused;
};
