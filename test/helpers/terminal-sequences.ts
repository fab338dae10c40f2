/**
Everything a terminal could act on: OSC, DCS, APC, PM and SOS with their payload as far as it goes (also when they
are never ended), CSI, any other escape, and single controls.
*/
const active =
	/(?:\u001B[\]P_^X]|[\u009D\u0090\u009F\u009E\u0098])[^\u0007\u001B\u009C]*(?:\u0007|\u001B\\|\u009C|$)?|(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]?|\u001B[ -/]*[0-~]?|\p{Cc}/gu;

/**
What Ink and we send ourselves: colours and styles, cursor moves, erasing, scrolling, and the modes for cursor, wrapping,
alternate screen, pasting and synchronised output; line ends.
*/
const ours = /^(?:\u001B\[[\d;]*[mABCDEFGHJKLMr]|\u001B\[\?(?:7|25|1049|2004|2026)[hl]|[\r\n])$/;

/** The sequences and controls in some output that are not ours. */
export const foreignSequences = (output: string): string[] =>
	(output.match(active) ?? []).filter(sequence => !ours.test(sequence));
