import {type FeedReport} from '../exchange/feed/feed-round.js';
import {counted} from '../text/count.js';
import {type Context} from './command.js';
import {printJson, printLine} from './output.js';

const sentenceOf = ({kind, change, changes, sessions, messages}: FeedReport): string => {
	if (kind === 'nothing') return `Nothing new: the database has all up to change ${change}.`;
	return kind === 'loaded'
		? `Loaded ${counted(sessions, 'session')} with ${counted(messages, 'message')}, up to change ${change}.`
		: `Fed ${counted(changes, 'change')} of ${counted(sessions, 'session')}, up to change ${change}.`;
};

/** Tells what a round of the feed brought. */
export const reportFeed = (
	{flags, stdout, stderr}: Pick<Context, 'flags' | 'stdout' | 'stderr'>,
	report: FeedReport,
): void => {
	if (flags.json) printJson(stdout, report);
	else if (report.kind !== 'nothing' || !flags.quiet) printLine(stdout, sentenceOf(report));
	if (report.altered > 0)
		printLine(
			stderr,
			`chatlogs: ${counted(report.altered, 'text')} had characters that no text in PostgreSQL can have (U+0000, or half of a surrogate pair); U+FFFD stands for them there.`,
		);
};
