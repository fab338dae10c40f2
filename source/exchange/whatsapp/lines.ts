import {stampOf, type Stamp} from './stamp.js';

/** A message as it stands in the file, over however many lines. */
export interface Entry extends Pick<Stamp, 'date'> {
	/** Its stamp as it stands there. */
	readonly written: string;
	/** Without its stamp. */
	readonly text: string;
}

/** The text of an export in pieces. */
const wholeOf = async (pieces: AsyncIterable<string>): Promise<string> => {
	const all: string[] = [];
	for await (const piece of pieces) all.push(piece);
	return all.join('');
};

/**
The messages of an exported chat. A line that begins with no stamp, or with one of another form than the first, goes on
with the message before it.
@param onLost called for each line that has no message before it, as in a file that is cut off at its beginning
*/
export const entriesOf = async (
	pieces: AsyncIterable<string>,
	onLost: () => void,
): Promise<readonly Entry[]> => {
	const whole = await wholeOf(pieces);
	const entries: (Omit<Entry, 'text'> & {readonly lines: string[]})[] = [];
	let style = '';
	for (const written of whole.split('\n')) {
		const line = written.replace(/\r$/, '');
		const stamp = stampOf(line);
		if (stamp && [stamp.style, ''].includes(style)) {
			style = stamp.style;
			entries.push({
				date: stamp.date,
				written: line.slice(0, stamp.end),
				lines: [line.slice(stamp.end)],
			});
		} else {
			const before = entries.at(-1);
			if (before) before.lines.push(line);
			else if (line.trim() !== '') onLost();
		}
	}

	return entries.map(({lines: own, ...entry}) => ({...entry, text: own.join('\n').trimEnd()}));
};
