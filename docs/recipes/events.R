# The whole dataset in one line of R; then a table of directions.
tracker <- Sys.getenv("TRACKER", "http://localhost:8000")

events <- read.csv(paste0(tracker, "/api/v1/events.csv"), na.strings = "", encoding = "UTF-8")

cat(nrow(events), "events,", sum(events$persons_min, na.rm = TRUE), "persons at least\n")
write.csv(as.data.frame(table(direction = events$direction)), row.names = FALSE, quote = FALSE)
