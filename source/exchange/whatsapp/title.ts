/** `WhatsApp Chat with Anna.txt`, `WhatsApp-Chat mit Anna.txt`, `WhatsApp Chat - Anna.zip` … */
const named = /whatsapp.*? (?:[-–]|with|mit|con|avec|com|met|med|cu|dengan|z|с) (.+)$/iu;

/** Two downloads of one chat: `… (1).txt`. */
const copy = / ?\(\d+\)$/;

/**
The file's name without its ending and, where that is the same for all chats, that of its archive or folder; '' if there
is none.
*/
export const stemOf = (file: string): string => {
	const stems = file
		.split(/[/\\]/)
		.map(part => part.replace(/\.(?:txt(?:\.gz)?|zip)$/i, '').normalize('NFC'));
	return stems.findLast(stem => stem !== '_chat')?.replace(copy, '') ?? '';
};

/** The person or group that a chat is with, as the app names the file; '' if somebody renamed it. */
export const titleOf = (file: string): string => named.exec(stemOf(file))?.[1]?.trim() ?? '';
