/** What a page says in words of ours: its main part without quoted policy, ways to reach somebody, and what was typed. */
export function getSentencesOf(page: string): readonly string[] {
  const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(page)?.[1] ?? page;
  const own = main
    .replace(/<(blockquote|script|style|textarea|address)[\s\S]*?<\/\1>/g, '')
    .replace(/<ul class="[^"]*redress-contact[\s\S]*?<\/ul>/g, '')
    .replace(/<div class="redress-typed">[\s\S]*?<\/div>/g, '');
  return own
    .split(/<\/?(?:p|li|h\d|dt|dd|label|legend|div|button|summary|br|form|section|ul|main)\b[^>]*>/)
    .map((text) =>
      text
        .replace(/<[^>]+>/g, ' ')
        .replace(/&#39;/g, '’')
        .replace(/&\w+;/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((text) => text !== '');
}
