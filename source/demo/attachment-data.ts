import {type MessageFile} from '../domain/message.js';

export const photos: readonly MessageFile[] = [
	{name: 'IMG_4821.jpg', size: 1_842_311, type: 'image/jpeg'},
	{name: 'IMG_20260214_183012.jpg', size: 2_930_114, type: 'image/jpeg'},
	{name: 'screenshot.png', size: 312_448, type: 'image/png'},
	{name: 'Foto del daño.jpg', size: 988_120, type: 'image/jpeg'},
	{name: '写真.heic', size: 1_204_736, type: 'image/heic'},
	{name: 'Bild (2).webp', size: 640_512, type: 'image/webp'},
];

export const documents: readonly MessageFile[] = [
	{name: 'invoice.pdf', size: 148_220, type: 'application/pdf'},
	{name: 'return-label.pdf', size: 61_904, type: 'application/pdf'},
	{name: 'Terms and conditions.pdf', size: 402_118, type: 'application/pdf'},
	{
		name: 'price-list.xlsx',
		size: 52_730,
		type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	},
];

/** Some of the PBX's `send_error` values (Yeastar developer guide, event "message sending result"). */
export const sendErrors = [
	'request_fail',
	'send_fail',
	'invalid_phone_number',
	'exceeds_size_limit',
	'too_many_request',
	'unsupport_media_type',
	'exceeds_time_limit',
	'service_unavailable',
	'template_not_exist',
	'unknown_error',
] as const;
