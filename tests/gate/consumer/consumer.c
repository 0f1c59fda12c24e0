/* Uses the installed library as any program would: puts an article, checks a draft against it, prints the findings. */
#include <stdio.h>
#include <tenkyo.h>

static tenkyo_str text_of(const char *text) {
  size_t length = 0;
  while (text[length] != '\0') {
    length++;
  }
  return (tenkyo_str){text, length};
}

static int fail(const tenkyo_error *error) {
  fprintf(stderr, "%s: %s\n", tenkyo_status_name(error->code), error->message);
  return 1;
}

static int print_findings(const tenkyo_result *result) {
  size_t count = 0;
  const tenkyo_finding *findings = tenkyo_result_findings(result, &count);
  for (size_t i = 0; i < count; i++) {
    printf("%s %.*s\n", tenkyo_code_name(findings[i].code), (int)findings[i].value.len, findings[i].value.ptr);
  }
  return 0;
}

int main(int argc, char **argv) {
  tenkyo_store *store = NULL;
  tenkyo_result *result = NULL;
  tenkyo_error error = {0};
  if (argc != 2 || tenkyo_open(argv[1], NULL, &store, &error) != TENKYO_OK) {
    return fail(&error);
  }
  tenkyo_article article = {.title = text_of("Harbour bridge opens"), .key = text_of("bridge")};
  article.body =
      text_of("The new harbour bridge opened on Monday. It cost 42 million euros and took six years to build.");
  tenkyo_str draft = text_of("The bridge cost 45 million euros and took six years to build [1].\n\n"
                             "# References\n\n- [1] Harbour bridge opens\n");
  int status = 1;
  if (tenkyo_put(store, &article, NULL, NULL, &error) == TENKYO_OK &&
      tenkyo_check(store, draft, NULL, &result, &error) == TENKYO_OK) {
    status = print_findings(result);
  } else {
    fail(&error);
  }
  tenkyo_result_free(result);
  tenkyo_close(store);
  return status;
}
