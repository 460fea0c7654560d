package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
)

const invitationColumns = `hash, role, name, made_by, created_at, expires_at, used_at, used_by, revoked_at`

func scanInvitation(row scanner) (i department.Invitation, err error) {
	err = row.Scan(&i.ID, &i.Hash, &i.Role, &i.Name, &i.By, at(&i.Created), at(&i.Expires), at(&i.Used), &i.UsedBy, at(&i.Revoked))
	return i, err
}

// CreateInvitation stores i and gives it its number.
func (tx *Tx) CreateInvitation(ctx context.Context, i department.Invitation) (department.Invitation, error) {
	const insert query = `INSERT INTO invitations (` + invitationColumns + `)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
	id, err := tx.insert(ctx, insert, i.Hash, i.Role, i.Name, i.By, micro(i.Created), micro(i.Expires),
		micro(i.Used), i.UsedBy, micro(i.Revoked))
	if err != nil {
		return department.Invitation{}, fmt.Errorf("create an invitation: %w", err)
	}
	i.ID = id
	return i, nil
}

// Invitation finds one by the hash of its code.
func (tx *Tx) Invitation(ctx context.Context, hash []byte) (department.Invitation, error) {
	const find query = `SELECT id, ` + invitationColumns + ` FROM invitations WHERE hash = $1`
	i, err := one(ctx, tx, scanInvitation, find, hash)
	if err != nil {
		return department.Invitation{}, fmt.Errorf("find an invitation: %w", err)
	}
	return i, nil
}

// SaveInvitation stores what became of an invitation: used or revoked.
func (tx *Tx) SaveInvitation(ctx context.Context, i department.Invitation) error {
	const save query = `UPDATE invitations SET used_at = $2, used_by = $3, revoked_at = $4, expires_at = $5 WHERE id = $1`
	if _, err := tx.exec(ctx, save, i.ID, micro(i.Used), i.UsedBy, micro(i.Revoked), micro(i.Expires)); err != nil {
		return fmt.Errorf("save invitation %d: %w", i.ID, err)
	}
	return nil
}

// OpenInvitations returns those that can still be used at now, newest first.
func (tx *Tx) OpenInvitations(ctx context.Context, now time.Time) ([]department.Invitation, error) {
	const find query = `SELECT id, ` + invitationColumns + ` FROM invitations
		WHERE used_at = 0 AND revoked_at = 0 AND expires_at > $1 ORDER BY expires_at DESC, id DESC`
	open, err := all(ctx, tx, scanInvitation, find, micro(now))
	if err != nil {
		return nil, fmt.Errorf("find open invitations: %w", err)
	}
	return open, nil
}
