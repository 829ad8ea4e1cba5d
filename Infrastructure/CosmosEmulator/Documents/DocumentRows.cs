namespace Virga.CosmosEmulator;

/// <summary>Finds and writes rows of a container inside the writer's transaction, and keeps its unique keys.</summary>
internal sealed class DocumentRows(WriteContext context, ContainerInfo container)
{
    private static readonly OperationResult NotUnique = OperationResult.Fault(409, "Unique index constraint violation.");

    /// <summary>The document with this key; null when there is none. One whose time is up is cleared away on the way.</summary>
    public DocumentRow? Find(PartitionKeyValue key, string id)
    {
        DocumentRow row;
        using (var rows = context.Connection.Prepare(container.Tables.Read).Bind(1, key.Stored).Bind(2, id))
        {
            if (!rows.Step())
            {
                return null;
            }

            row = DocumentRow.Of(rows);
        }

        if (!Expiry.IsExpired(container, row.Ts, row.Ttl, context.Now))
        {
            return row;
        }

        Expire(row);
        return null;
    }

    /// <summary>Clears away documents whose time is up, each as a change of its own.</summary>
    public void Expire(int atMost)
    {
        if (container.Definition.DefaultTtl is not { } standard)
        {
            return;
        }

        var expired = new List<DocumentRow>();
        using (var rows = context.Connection.Prepare(container.Tables.Expired).Bind(1, standard).Bind(2, (long)context.Now).Bind(3, atMost))
        {
            while (rows.Step())
            {
                expired.Add(DocumentRow.Of(rows));
            }
        }

        expired.ForEach(Expire);
    }

    /// <summary>The documents of a partition, with their ids.</summary>
    public IReadOnlyList<(string Id, DocumentRow Row)> Partition(PartitionKeyValue key)
    {
        var found = new List<(string, DocumentRow)>();
        using var rows = context.Connection.Prepare(container.Tables.Partition).Bind(1, key.Stored);
        while (rows.Step())
        {
            found.Add((rows.Text(5), DocumentRow.Of(rows)));
        }

        return found;
    }

    public OperationResult Insert(PartitionKeyValue key, DocumentBody body)
    {
        var lsn = context.NextLsn();
        var ts = (long)context.Now;
        if (!ClaimUnique(key, body, lsn))
        {
            return NotUnique;
        }

        var bytes = body.Stamped(container, lsn, lsn, ts);
        context.Connection.Prepare(container.Tables.Insert)
            .Bind(1, lsn).Bind(2, key.Stored).Bind(3, body.Id).Bind(4, lsn).Bind(5, ts).Bind(6, body.Ttl).Bind(7, container.State.KeepsKeys ? EffectivePartitionKey.Of(container.Definition.PartitionKey, key) : null).Bind(8, bytes).Execute();
        Changed(lsn, key, body.Id, null, bytes, lsn, ts);
        return new OperationResult(201) { ETag = DocumentStamp.ETag(lsn, ts), Body = bytes, Lsn = lsn, Charge = RequestCharge.Create(bytes.Length) };
    }

    public OperationResult Update(PartitionKeyValue key, DocumentRow current, DocumentBody body)
    {
        var lsn = context.NextLsn();
        var ts = (long)context.Now;
        if (!ClaimUnique(key, body, current.Seq))
        {
            return NotUnique;
        }

        var bytes = body.Stamped(container, current.Seq, lsn, ts);
        context.Connection.Prepare(container.Tables.Update).Bind(1, current.Seq).Bind(2, lsn).Bind(3, ts).Bind(4, body.Ttl).Bind(5, bytes).Execute();
        Changed(current.Seq, key, body.Id, current, bytes, lsn, ts);
        return new OperationResult(200) { ETag = DocumentStamp.ETag(lsn, ts), Body = bytes, Lsn = lsn, Charge = RequestCharge.Replace(bytes.Length) };
    }

    public OperationResult Delete(PartitionKeyValue key, string id, DocumentRow current)
    {
        Remove(current.Seq);
        var lsn = context.NextLsn();
        Changed(current.Seq, key, id, current, default, lsn, (long)context.Now);
        return new OperationResult(204) { Lsn = lsn, Charge = RequestCharge.Delete };
    }

    private void Changed(long seq, PartitionKeyValue key, string id, DocumentRow? before, ReadOnlyMemory<byte> after, long lsn, long ts)
    {
        context.Touch(container, lsn);
        context.Replaced(container, seq, key, id, before, lsn);
        if (container.State.LoggedSince is not null)
        {
            ChangeLog.Append(context, container, before, after, lsn, ts, isExpired: false);
        }
    }

    /// <summary>Clears away a document whose time is up. Nobody saw it any more: only the log of all versions hears of it.</summary>
    private void Expire(DocumentRow row)
    {
        Remove(row.Seq);
        if (container.State.LoggedSince is not null)
        {
            var lsn = context.NextLsn();
            context.Touch(container, lsn);
            ChangeLog.Append(context, container, row, default, lsn, (long)context.Now, isExpired: true);
        }
    }

    private void Remove(long seq)
    {
        context.Connection.Prepare(container.Tables.Delete).Bind(1, seq).Execute();
        if (container.Definition.UniqueKeys.Count > 0)
        {
            context.Connection.Prepare(container.Tables.DeleteUnique).Bind(1, seq).Execute();
        }
    }

    /// <summary>Takes the document's unique keys in its partition; false, with nothing written, when another document has one.</summary>
    private bool ClaimUnique(PartitionKeyValue key, DocumentBody body, long seq)
    {
        var unique = container.Definition.UniqueKeys;
        if (unique.Count == 0)
        {
            return true;
        }

        var values = new string[unique.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = UniqueKey.Of(body.Root, unique[i]);
            using var rows = context.Connection.Prepare(container.Tables.FindUnique).Bind(1, key.Stored).Bind(2, i).Bind(3, values[i]);
            if (rows.Step() && rows.Int64(0) is var owner && owner != seq && !ClearExpired(owner))
            {
                return false;
            }
        }

        context.Connection.Prepare(container.Tables.DeleteUnique).Bind(1, seq).Execute();
        for (var i = 0; i < values.Length; i++)
        {
            context.Connection.Prepare(container.Tables.InsertUnique).Bind(1, key.Stored).Bind(2, i).Bind(3, values[i]).Bind(4, seq).Execute();
        }

        return true;
    }

    private bool ClearExpired(long seq)
    {
        DocumentRow? row;
        using (var rows = context.Connection.Prepare(container.Tables.ReadRow).Bind(1, seq))
        {
            row = rows.Step() ? DocumentRow.Of(rows) : null;
        }

        if (row is null)
        {
            Remove(seq);
            return true;
        }

        if (!Expiry.IsExpired(container, row.Ts, row.Ttl, context.Now))
        {
            return false;
        }

        Expire(row);
        return true;
    }
}
