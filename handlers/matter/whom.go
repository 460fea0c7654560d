package matter

import (
	"context"
	"fmt"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// peopleShown is how many people are offered as buttons.
const peopleShown = 20

// LoadButtons returns a button for each of the people, with what they have in
// hand: open, of these overdue, of these waiting. data names a person's button.
func (d Desk) LoadButtons(ctx context.Context, tx handlers.Tx, req handlers.Request, people []department.Person, data func(department.PersonID) string) ([][]handlers.Button, error) {
	w := d.Words(req.Person)
	var rows [][]handlers.Button
	for _, p := range people[:min(len(people), peopleShown)] {
		load, err := tx.LoadOf(ctx, p.ID, req.At)
		if err != nil {
			return nil, fmt.Errorf("count what %d has in hand: %w", p.ID, err)
		}
		label := w.Plain("whom_load", "Name", p.Name, "Open", load.Open, "Overdue", load.Overdue, "Waiting", load.Waiting)
		rows = append(rows, []handlers.Button{{Label: label, Data: data(p.ID)}})
	}
	return rows, nil
}

// Employees returns everybody who can be given something.
func (d Desk) Employees(ctx context.Context, tx handlers.Tx) ([]department.Person, error) {
	people, err := tx.FindPeople(ctx, department.Employee)
	if err != nil {
		return nil, fmt.Errorf("find the employees: %w", err)
	}
	return people, nil
}

// Employee returns the employee of that number; whoever left is refused.
func (d Desk) Employee(ctx context.Context, tx handlers.Tx, id department.PersonID) (department.Person, error) {
	people, err := d.Employees(ctx, tx)
	if err != nil {
		return department.Person{}, err
	}
	for _, p := range people {
		if p.ID == id {
			return p, nil
		}
	}
	return department.Person{}, department.Refuse("task_who_gone")
}
