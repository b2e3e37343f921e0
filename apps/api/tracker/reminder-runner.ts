import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Mail, Mailer } from '@vitamill/domain';
import { type ReminderMail, ReminderRepository } from '@vitamill/persistence';
import type { Logger } from 'pino';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { LOGGER, MAILER } from '../ports.js';
import { BackgroundWork } from './background-work.js';
import { showTime } from './zoned-time.js';

const LOOK_MILLISECONDS = 2_000;
/** Longer than a mail server may take: connection, greeting and silence have 10, 10 and 30 seconds. */
const CLAIM_SECONDS = 180;
const BATCH = 100;

/** Tells of reminders whose time has come: to timeline and webhooks once, and by mail to the person whose job it is. */
@Injectable()
export class ReminderRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly background: BackgroundWork;

  constructor(
    @Inject(ReminderRepository) private readonly reminders: ReminderRepository,
    @Inject(MAILER) private readonly mailer: Mailer,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const options = { parallel: 1, everyMilliseconds: LOOK_MILLISECONDS, what: 'reminders' };
    this.background = new BackgroundWork((isClosing) => this.work(isClosing), options, logger);
  }

  onApplicationBootstrap(): void {
    this.background.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.background.stop();
  }

  private async work(isClosing: () => boolean): Promise<void> {
    while (!isClosing() && (await this.reminders.takeDue(BATCH)) === BATCH);
    while (!isClosing()) {
      const reminder = await this.reminders.claimMail(CLAIM_SECONDS);
      if (!reminder) return;
      try {
        await this.mailer.send(reminderMail(reminder, this.settings.people.linkUrl));
      } catch (error) {
        this.logger.warn({ mail: 'reminder', error: (error as Error).name }, 'mail not sent');
        await this.reminders.notSent(reminder.id);
        continue;
      }
      await this.reminders.sent(reminder.id);
      this.logger.info({ mail: 'reminder' }, 'mail sent');
    }
  }
}

const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The mail of a reminder; the same reminder has the same Message-ID. */
export const reminderMail = (reminder: ReminderMail, base: string): Mail => ({
  to: reminder.email,
  subject: `Reminder: ${onOneLine(reminder.title)}`,
  text: [
    onOneLine(reminder.title),
    '',
    `${onOneLine(reminder.jobTitle)}, ${onOneLine(reminder.companyName)}`,
    showTime(reminder.dueAt, reminder.timeZone),
    `${base}/api/jobs/${reminder.jobId}`,
    '',
    `You set this reminder yourself. To get no more of these mails, set "reminder_mails" to false: PUT ${base}/api/jobs/settings`,
    '',
  ].join('\n'),
  messageId: `<reminder-${reminder.id}@${hostOf(base)}>`,
});

const hostOf = (base: string): string => (URL.canParse(base) ? new URL(base).hostname : 'localhost');
