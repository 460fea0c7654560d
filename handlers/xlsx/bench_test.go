package xlsx_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers/xlsx"
)

// BenchmarkWorkbook writes 50,000 rows of ten columns, more than a department has
// payments in ten years. The heap is measured every few milliseconds; its peak is
// what the file takes beyond the rows themselves.
func BenchmarkWorkbook(b *testing.B) {
	sheet := xlsx.Sheet{Name: "Платежи"}
	for i := range 10 {
		sheet.Columns = append(sheet.Columns, xlsx.Column{Title: fmt.Sprint("Столбец ", i), Width: 20})
	}
	first := workdays.Date{Year: 2026, Month: 1, Day: 1}
	for i := range 50_000 {
		day, sum := xlsx.Day(first.Add(i%3000)), xlsx.Amount(department.Money{Minor: int64(i) * 137, Currency: department.RUB})
		sheet.Rows = append(sheet.Rows, []xlsx.Cell{
			day, day, xlsx.Text("налог"), xlsx.Text(fmt.Sprintf("НДС за квартал, платёж %d", i)), xlsx.Text(fmt.Sprintf("ООО «Ромашка-%d»", i%300)),
			sum, sum, xlsx.Text("RUB"), xlsx.Number(int64(i)), xlsx.Text("оплачено по частям, остаток обещали в пятницу"),
		})
	}
	book := xlsx.Workbook{Sheets: []xlsx.Sheet{sheet}}
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	stop, peak := make(chan struct{}), make(chan uint64)
	go func() {
		var most uint64
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				peak <- most
				return
			case <-tick.C:
				var now runtime.MemStats
				runtime.ReadMemStats(&now)
				most = max(most, now.HeapAlloc)
			}
		}
	}()
	size := 0
	for b.Loop() {
		data, err := book.Bytes()
		if err != nil {
			b.Fatal(err)
		}
		size = len(data)
	}
	close(stop)
	b.ReportMetric(float64(<-peak-before.HeapAlloc)/(1<<20), "MiB-more")
	b.ReportMetric(float64(size)/(1<<20), "MiB-file")
}
