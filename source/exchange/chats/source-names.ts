/** The systems that exports can come from. */
export const sourceNames = [
	'yeastar',
	'whatsapp',
	'facebook',
	'twilio',
	'chatwoot',
	'csv',
	'chatlogs',
] as const;

export type SourceName = (typeof sourceNames)[number];

/** Those whose chats have names of their own there, and no ids that a store could take. */
export type ChatSource = Exclude<SourceName, 'yeastar' | 'chatlogs'>;
