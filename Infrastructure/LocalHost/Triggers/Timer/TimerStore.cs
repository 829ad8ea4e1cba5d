using System.Collections.Concurrent;
using System.Text.Json;

namespace Virga.LocalHost;

/// <summary>Remembers timers' schedules over restarts, in the data folder.</summary>
internal sealed class TimerStore(DataDirectory data)
{
    private readonly ConcurrentDictionary<string, ScheduleStatus> _inMemory = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is remembered of a function; null for nothing, or nothing readable.</summary>
    public ScheduleStatus? Read(string function)
    {
        if (PathOf(function) is not { } path)
        {
            return _inMemory.GetValueOrDefault(function);
        }

        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<ScheduleStatus>(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Remembers a function's schedule; never half of it.</summary>
    public void Write(string function, ScheduleStatus status)
    {
        if (PathOf(function) is not { } path)
        {
            _inMemory[function] = status;
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path + ".tmp", JsonSerializer.SerializeToUtf8Bytes(status));
        File.Move(path + ".tmp", path, overwrite: true);
    }

    private string? PathOf(string function) => data.PathOf(Path.Combine("timers", function.ToLowerInvariant() + ".json"));
}
