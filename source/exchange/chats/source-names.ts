/** The systems that exports can come from. */
export const sourceNames = ['yeastar', 'whatsapp', 'facebook', 'twilio', 'chatwoot', 'csv'] as const;

export type SourceName = (typeof sourceNames)[number];
