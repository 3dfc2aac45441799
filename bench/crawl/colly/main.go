// Colly over the bench site: links and fields by selectors, eight workers, robots.txt kept.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/gocolly/colly/v2"
)

func main() {
	origin := os.Args[1]
	var pages, fields int64
	started := time.Now()
	collector := colly.NewCollector(colly.Async(true))
	collector.IgnoreRobotsTxt = false
	_ = collector.Limit(&colly.LimitRule{DomainGlob: "*", Parallelism: 8})
	collector.OnHTML("html", func(page *colly.HTMLElement) {
		atomic.AddInt64(&pages, 1)
		_ = page.ChildText("h1.title")
		_ = page.ChildText(".meta")
		atomic.AddInt64(&fields, int64(len(page.ChildTexts(".content p"))))
	})
	collector.OnHTML("a[href]", func(link *colly.HTMLElement) {
		_ = collector.Visit(link.Request.AbsoluteURL(link.Attr("href")))
	})
	_ = collector.Visit(origin + "/")
	collector.Wait()
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	seconds := func(value syscall.Timeval) float64 { return float64(value.Sec) + float64(value.Usec)/1e6 }
	line, _ := json.Marshal(map[string]any{
		"pages": pages, "fields": fields, "seconds": time.Since(started).Seconds(),
		"cpuSeconds": seconds(usage.Utime) + seconds(usage.Stime), "maxRssMb": float64(usage.Maxrss) / 1024,
	})
	fmt.Println(string(line))
}
