import {didYouMean} from '../domain/language/nearest.js';
import {UsageRefusal} from '../domain/refusal.js';
import {type ColumnKey, columnKeys} from '../domain/column-fields.js';
import {archivePaths, sessionPaths} from '../exchange/export/session-record.js';
import {type Flags} from './command.js';

export const columnsFlag = {
	columns: {
		type: 'string',
		value: 'A,B,C',
		parts: columnKeys,
		explanation: `only these, in this order: ${columnKeys.join(', ')}; in CSV, TSV and JSON also parts of them, such as handler.name; of several sites also site, which else comes first`,
	},
} as const satisfies Flags;

const partsOf = (name: string): readonly string[] => sessionPaths.filter(path => path.startsWith(`${name}.`));

/** The parts of a session's record that tell what a column shows. */
const columnPaths: Readonly<Record<ColumnKey, readonly string[]>> = {
	id: ['id'],
	ownId: ['ownId'],
	created: ['createdAt'],
	active: ['lastActiveAt'],
	sender: partsOf('sender'),
	recipient: partsOf('recipient'),
	customer: partsOf('customer'),
	channel: ['channel.type'],
	number: ['channel.number'],
	handler: partsOf('handler'),
	status: ['status'],
	messages: ['messages'],
};

const readNames = <Name extends string>(text: string, known: readonly Name[]): readonly Name[] =>
	text.split(',').map(part => {
		const wanted = part.trim();
		const name = known.find(each => each.toLowerCase() === wanted.toLowerCase());
		if (name === undefined)
			throw new UsageRefusal(
				`--columns: there is no column “${wanted}”${didYouMean(wanted, known) || '.'} There are ${known.join(', ')}.`,
			);
		return name;
	});

/**
The columns of a table, in the order asked for.
@throws UsageRefusal if there is no such column
*/
export const readTableColumns = (text: string): readonly ColumnKey[] => [
	...new Set(readNames(text, columnKeys)),
];

const pathsOf = (names: readonly string[]): readonly string[] => [
	...new Set(
		names.flatMap(name => (Object.hasOwn(columnPaths, name) ? columnPaths[name as ColumnKey] : name)),
	),
];

const recordNames: readonly string[] = [...new Set([...columnKeys, ...archivePaths])];

/**
The parts of a record that the columns stand for, in their order.
@throws UsageRefusal if there is no such column or part
*/
export const readPaths = (text: string): readonly string[] => pathsOf(readNames(text, recordNames));

/** A column of a list of several sites. */
export type JointKey = ColumnKey | 'site';

/** No row is told without its site, which comes first unless somebody wants it elsewhere. */
const withSite = <Name extends string>(names: readonly Name[]): readonly (Name | 'site')[] => [
	...new Set(names.includes('site' as Name) ? names : (['site', ...names] as const)),
];

/**
As `readTableColumns`, of several sites.
@throws UsageRefusal if there is no such column
*/
export const readJointColumns = (text: string): readonly JointKey[] =>
	withSite(readNames<JointKey>(text, [...columnKeys, 'site']));

/**
As `readPaths`, of several sites.
@throws UsageRefusal if there is no such column or part
*/
export const readJointPaths = (text: string): readonly string[] =>
	withSite(pathsOf(readNames(text, [...recordNames, 'site'])));

/** Those parts of a record alone. */
export const partsAt = (record: object, paths: readonly string[]): object => {
	const whole: Readonly<Record<string, unknown>> = {...record};
	const picked: Record<string, unknown> = {};
	for (const path of paths) {
		const [name, part] = path.split('.') as [string, string?];
		picked[name] =
			part === undefined
				? (whole[name] ?? null)
				: {...(picked[name] as object), [part]: (whole[name] as Record<string, unknown>)[part]};
	}

	return picked;
};
