import {type Directory} from '../directory.js';
import {handlerLabel} from '../handler.js';
import {handlerValue} from '../language/complete.js';
import {type FieldName} from '../language/terms.js';
import {typeablePart} from '../../text/safe-text.js';
import {channelLabel, partyLabel} from '../session.js';
import {type Statistics, type Tally} from './statistics.js';
import {formatCount, oneDecimal, shareOf} from '../../text/count.js';
import {formatTime} from '../../text/time.js';

/** A number as it is shown beside others. */
export interface Bar {
	readonly label: string;
	readonly count: number;
	/** The count in words, where it is none of sessions. */
	readonly told?: string;
	/** The term of the filter that narrows to these sessions, if there is one. */
	readonly term?: readonly [field: FieldName, value: string];
}

/** One way to count the sessions. */
export interface Section {
	readonly name: string;
	readonly title: string;
	readonly bars: readonly Bar[];
	/** Which bars matter where there are too many to show. */
	readonly part: 'all' | 'first' | 'last';
}

/** One figure of all sessions, and its share where it is a part. */
export interface Figure {
	readonly title: string;
	readonly value: string;
	readonly share: string;
}

/** Statistics as the command and the screen show them. */
export interface StatisticsReport {
	readonly sessions: number;
	readonly figures: readonly Figure[];
	readonly sections: readonly Section[];
}

export const weekdayNames = [
	'Monday',
	'Tuesday',
	'Wednesday',
	'Thursday',
	'Friday',
	'Saturday',
	'Sunday',
] as const;

const figuresOf = (statistics: Statistics): readonly Figure[] => {
	const {sessions, open, orphaned, messages, failed, files, medianMessages, oldest, newest} = statistics;
	const figure = (title: string, value: string, share = ''): Figure => ({title, value, share});
	const partOf = (title: string, count: number, whole: number): Figure =>
		figure(title, formatCount(count), shareOf(count, whole));
	return [
		figure('Sessions', formatCount(sessions)),
		partOf('Open', open, sessions),
		partOf('Closed', sessions - open, sessions),
		partOf('Orphaned', orphaned, sessions),
		figure('Messages', formatCount(messages)),
		partOf('Failed', failed, messages),
		figure('Files', formatCount(files)),
		figure('Messages, mean', sessions === 0 ? '—' : oneDecimal(messages / sessions)),
		figure('Messages, median', sessions === 0 ? '—' : oneDecimal(medianMessages)),
		figure('Oldest', formatTime(oldest)),
		figure('Newest', formatTime(newest)),
	];
};

/** @param termOf the value of that field's term; empty where a term cannot say it */
const barsOf = <Value>(
	tallies: readonly Tally<Value>[],
	label: (value: Value) => string,
	field?: FieldName,
	termOf: (value: Value) => string = label,
): readonly Bar[] =>
	tallies.map(({value, sessions}) => {
		const said = field === undefined ? '' : termOf(value);
		return {
			label: label(value),
			count: sessions,
			// A part of a value would find others, too.
			...(field !== undefined &&
				said !== '' &&
				typeablePart(said) === said && {term: [field, said] as const}),
		};
	});

const sectionsOf = (statistics: Statistics, directory: Directory): readonly Section[] => {
	const {sessions, open, channelTypes, channels, handlers, createdDays, activeDays} = statistics;
	const section = (name: string, title: string, part: Section['part'], bars: readonly Bar[]): Section => ({
		name,
		title,
		part,
		bars,
	});
	return [
		section('status', 'Status', 'all', [
			{label: 'open', count: open, term: ['status', 'open']},
			{label: 'closed', count: sessions - open, term: ['status', 'closed']},
		]),
		section('channel-type', 'Channel type', 'first', barsOf(channelTypes, channelLabel, 'channel', String)),
		section(
			'channel',
			'Channel',
			'first',
			barsOf(
				channels,
				channel => `${channelLabel(channel.type)} ${partyLabel(channel)}`,
				'number',
				channel => channel.number || channel.name,
			),
		),
		section(
			'handler',
			'Handler, ! deleted',
			'first',
			barsOf(
				handlers,
				handler => `${directory.isDeleted(handler) ? '!' : ''}${handlerLabel(handler)}`,
				'handler',
				handlerValue,
			),
		),
		section('created', 'Created', 'last', barsOf(createdDays, String, 'created')),
		section('active', 'Last active', 'last', barsOf(activeDays, String, 'active')),
		section(
			'weekday',
			'Created on',
			'all',
			barsOf(statistics.weekdays, weekday => weekdayNames[weekday]!),
		),
		section(
			'hour',
			'Created at',
			'all',
			barsOf(statistics.hours, hour => `${String(hour).padStart(2, '0')}:00`),
		),
	];
};

export const reportOf = (statistics: Statistics, directory: Directory): StatisticsReport => ({
	sessions: statistics.sessions,
	figures: figuresOf(statistics),
	sections: sectionsOf(statistics, directory),
});

/** The bars of a section that there is room for, and all the others as one. */
export interface ShownBars {
	readonly bars: readonly Bar[];
	readonly rest: Bar | undefined;
}

const restOf = (bars: readonly Bar[], what: string): Bar => ({
	label: `${formatCount(bars.length)} ${what}`,
	count: bars.reduce((sum, {count}) => sum + count, 0),
	// A sum of medians is nothing.
	...(bars.some(({told}) => told !== undefined) && {told: ''}),
});

/** At most `most` bars of a section, unless it is whole only with all of them. */
export const shownBars = ({bars, part}: Section, most: number): ShownBars => {
	// The rest takes a line, too, which a single bar may use itself.
	if (part === 'all' || bars.length <= most + 1) return {bars, rest: undefined};
	return part === 'first'
		? {bars: bars.slice(0, most), rest: restOf(bars.slice(most), 'others')}
		: {bars: bars.slice(-most), rest: restOf(bars.slice(0, -most), 'days before')};
};
