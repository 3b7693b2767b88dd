#!/bin/sh
# Makes the README's pictures again from what is built in out/ (make pictures). Needs poppler-utils.
# Ruled lines are drawn from 60 dots an inch on.
set -eu
cd "$(dirname "$0")/.."
from=out/referral-coordinator/en
picture() { # NAME DOCUMENT PAGE
  pdftoppm -r 60 -png -singlefile -f "$3" -l "$3" "$from/$2.pdf" "docs/images/$1"
}
mkdir -p docs/images
picture posting posting 1
picture description job-description 1
picture brief recruiter-brief 1
picture kit interview-kit 1
picture question interview-kit 4
picture prep prep-sheet 7
picture cost cost-estimate 1
