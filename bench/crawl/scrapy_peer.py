"""Scrapy over the bench site: links by LinkExtractor, fields by selectors, its default duplicate filter."""
import json
import resource
import sys
import time

from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor
from scrapy.spiders import Spider

origin = sys.argv[1]
counts = {"pages": 0, "fields": 0}


class Bench(Spider):
    name = "bench"
    start_urls = [origin + "/"]
    links = LinkExtractor()

    def parse(self, response):
        counts["pages"] += 1
        response.css("h1.title::text").get()
        response.css(".meta::text").get()
        counts["fields"] += len(response.css(".content p::text").getall())
        for link in self.links.extract_links(response):
            yield response.follow(link.url, self.parse)


started = time.time()
process = CrawlerProcess(
    {
        "LOG_ENABLED": False,
        "CONCURRENT_REQUESTS": 8,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "DOWNLOAD_DELAY": 0,
        "ROBOTSTXT_OBEY": True,
        "TELNETCONSOLE_ENABLED": False,
    }
)
process.crawl(Bench)
process.start()
usage = resource.getrusage(resource.RUSAGE_SELF)
print(
    json.dumps(
        {
            **counts,
            "seconds": time.time() - started,
            "cpuSeconds": usage.ru_utime + usage.ru_stime,
            "maxRssMb": usage.ru_maxrss / 1024,
        }
    )
)
