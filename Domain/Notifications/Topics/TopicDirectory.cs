namespace Virga.Notifications;

/// <summary>The topics: those the code defines, which are there from the start, and those made at run time.</summary>
/// <remarks>Errors are <see cref="NotificationException"/>s with SNS's texts. Topics are given by name or by ARN.</remarks>
public sealed class TopicDirectory
{
    private const int MaximumPageSize = 100;
    private const int Races = 8;

    private readonly TopicStore _topics;
    private readonly SubscriptionStore _subscriptions;
    private readonly TopicView _view;
    private readonly TopicChanges _changes;

    internal TopicDirectory(TopicStore topics, SubscriptionStore subscriptions, TopicView view, TopicChanges changes)
    {
        (_topics, _subscriptions, _view, _changes) = (topics, subscriptions, view, changes);
    }

    /// <summary>Makes a topic, unless it is there with the attributes and tags asked for.</summary>
    /// <param name="name">1 to 256 ASCII letters, digits, dashes and underscores; a FIFO topic's ends with <c>.fifo</c>, and no other's.</param>
    /// <param name="request">What it is to have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NotificationException">The request breaks a rule, or the topic exists with other attributes or without one of the tags.</exception>
    public async Task<TopicCreation> CreateAsync(string name, TopicRequest? request = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        request ??= new TopicRequest();
        var wanted = _changes.Create(name, request);
        for (var race = 0; race < Races; race++)
        {
            if (await _topics.FindAsync(name, cancellationToken).ConfigureAwait(false) is var (existing, _))
            {
                _changes.ThrowIfDifferent(existing, wanted, request);
                return new TopicCreation(_view.Summarize(name), IsNew: false);
            }

            if (await _topics.TryCreateAsync(wanted, cancellationToken).ConfigureAwait(false))
            {
                return new TopicCreation(_view.Summarize(name), IsNew: true);
            }
        }

        throw new NotificationException(NotificationErrors.SubscriptionConflict, $"Topic '{name}' is being changed too often at the moment. Try again.");
    }

    /// <summary>The topic, its attributes and tags.</summary>
    public async Task<TopicDescription> GetAsync(string topic, CancellationToken cancellationToken = default)
    {
        var (record, _) = await _topics.GetAsync(_topics.NameOf(topic), cancellationToken).ConfigureAwait(false);
        return _view.Describe(record, await _subscriptions.RegistryAsync(record.Name, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>One page of the topics, by name.</summary>
    /// <param name="pageSize">The most topics, 1 to 100 (SNS).</param>
    /// <param name="next">Where the last page ended; null to start.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<TopicPage> ListAsync(int pageSize = MaximumPageSize, string? next = null, CancellationToken cancellationToken = default)
    {
        if (pageSize is < 1 or > MaximumPageSize)
        {
            throw NotificationException.Invalid($"limit Reason: it must be 1 to {MaximumPageSize}");
        }

        var names = await _topics.NamesAsync(next is null ? null : TopicPageToken.NameIn(next), pageSize + 1, cancellationToken).ConfigureAwait(false);
        return new TopicPage([.. names.Take(pageSize).Select(_view.Summarize)], names.Count > pageSize ? TopicPageToken.Of(names[pageSize - 1]) : null);
    }

    /// <summary>Sets attributes, all of them or none. Publishers in other processes may take five seconds to see it.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="attributes">Attributes by SNS's names; null sets the default.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task SetAttributesAsync(string topic, IReadOnlyDictionary<string, string?> attributes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        return ChangeAsync(topic, record => _changes.Set(record, attributes), cancellationToken);
    }

    /// <summary>Deletes a topic and its subscriptions; one that is not there is deleted already.</summary>
    /// <exception cref="NotificationException">The topic is defined in code, or has an archive policy.</exception>
    public async Task DeleteAsync(string topic, CancellationToken cancellationToken = default)
    {
        var name = _topics.NameOf(topic);
        if (_topics.Definition(name) is not null)
        {
            throw NotificationException.Invalid("TopicArn Reason: the topic is defined in the app's code, which would bring it back");
        }

        // The topic last: as long as it is there, deleting can be tried again, and a new topic of the name inherits nothing.
        if (await _topics.FindAsync(name, cancellationToken).ConfigureAwait(false) is var (topicRecord, _))
        {
            if (topicRecord.ArchivedSince is not null)
            {
                throw NotificationException.Invalid($"TopicArn Reason: the topic has an {TopicAttributes.ArchivePolicy}; take it away first");
            }

            await _subscriptions.DeleteAllAsync(name, cancellationToken).ConfigureAwait(false);
            await _topics.DeleteAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Adds tags; a key that is there gets the new value.</summary>
    public Task TagAsync(string topic, IReadOnlyList<TopicTag> tags, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return ChangeAsync(topic, record => record with { Tags = TopicTags.With(record.Tags, tags) }, cancellationToken);
    }

    /// <summary>Removes the tags of some keys; keys that are not there count as removed.</summary>
    public Task UntagAsync(string topic, IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default) =>
        ChangeAsync(topic, record => record with { Tags = record.Tags.RemoveRange(keys) }, cancellationToken);

    /// <summary>Adds a statement to the topic's policy. With the first one, whatever no statement allows is denied.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="label">What the statement is called.</param>
    /// <param name="principals">Who may: see <see cref="TopicStatement"/>.</param>
    /// <param name="actions"><c>Publish</c>, <c>Subscribe</c> or <c>*</c>, with or without <c>SNS:</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task AddPermissionAsync(
        string topic, string label, IReadOnlyList<string> principals, IReadOnlyList<string> actions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(principals);
        ArgumentNullException.ThrowIfNull(actions);
        var statement = new TopicStatement(label, [.. principals], [.. actions.SelectMany(TopicPolicyJson.Actions).Distinct()]);
        return ChangeAsync(topic, record => record with { Policy = record.Policy.With(statement) }, cancellationToken);
    }

    /// <summary>Removes the statement of a label from the topic's policy; one that is not there is removed already.</summary>
    public Task RemovePermissionAsync(string topic, string label, CancellationToken cancellationToken = default) =>
        ChangeAsync(topic, record => record with { Policy = record.Policy.Without(label) }, cancellationToken);

    /// <summary>Refuses what the topic's policy does not let the caller do. A change of the policy may take five seconds to count everywhere.</summary>
    /// <exception cref="NotificationException">The topic does not exist, or the caller may not (<see cref="NotificationErrors.Forbidden"/>).</exception>
    public async Task DemandAsync(string topic, TopicAction action, TopicCaller caller, CancellationToken cancellationToken = default)
    {
        var record = await _topics.KnownAsync(_topics.NameOf(topic), cancellationToken).ConfigureAwait(false);
        if (!record.Policy.Allows(action, caller))
        {
            throw new NotificationException(NotificationErrors.Forbidden, $"The policy of topic '{record.Name}' does not let this caller {(action == TopicAction.Publish ? "publish" : "subscribe")}.");
        }
    }

    private Task ChangeAsync(string topic, Func<TopicRecord, TopicRecord> change, CancellationToken cancellationToken) =>
        _topics.ChangeAsync(_topics.NameOf(topic), change, cancellationToken);
}
