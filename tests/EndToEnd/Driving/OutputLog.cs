using System.Diagnostics;
using System.Text;

namespace EndToEnd;

/// <summary>Everything a process has printed so far.</summary>
internal sealed class OutputLog
{
    private readonly StringBuilder _text = new();

    public static OutputLog Of(Process process)
    {
        var log = new OutputLog();
        process.OutputDataReceived += (_, line) => log.Add(line.Data);
        process.ErrorDataReceived += (_, line) => log.Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return log;
    }

    public override string ToString()
    {
        lock (_text)
        {
            return _text.ToString();
        }
    }

    private void Add(string? line)
    {
        lock (_text)
        {
            _text.AppendLine(line);
        }
    }
}
