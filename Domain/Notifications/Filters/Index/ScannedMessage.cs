using System.Runtime.InteropServices;

namespace Virga.Notifications;

/// <summary>What of a message an index looks at: the values on its paths, in memory that is used again for the next message.</summary>
internal sealed class ScannedMessage(int paths)
{
    private const int KeptCharacters = 1024 * 1024;

    private readonly List<ScannedValue> _values = [];
    private readonly List<ListElement> _elements = [];
    private readonly List<int> _touched = [];
    private readonly int[] _first = Filled(paths);
    private readonly int[] _last = Filled(paths);
    private char[] _text = new char[1024];
    private int _used;
    private int _lists;

    /// <summary>Whether a missing key counts as missing.</summary>
    public bool AbsenceCounts { get; set; }

    /// <summary>The paths that have values, each once.</summary>
    public ReadOnlySpan<int> Touched => CollectionsMarshal.AsSpan(_touched);

    public bool HasElements => _elements.Count > 0;

    /// <summary>The path's first value; -1 when there is none.</summary>
    public int First(int path) => _first[path];

    public ref readonly ScannedValue this[int value] => ref CollectionsMarshal.AsSpan(_values)[value];

    public ValueView View(int value)
    {
        ref readonly var scanned = ref this[value];
        return new ValueView(scanned.Kind, _text.AsSpan(scanned.Start, scanned.Length), scanned.Number);
    }

    public void Clear()
    {
        foreach (var path in _touched)
        {
            _first[path] = -1;
        }

        _touched.Clear();
        _values.Clear();
        _elements.Clear();
        _used = 0;
        _lists = 0;
        if (_text.Length > KeptCharacters)
        {
            _text = new char[1024];
        }
    }

    /// <summary>Room for a text; what is written there becomes a value by <see cref="AddText"/>.</summary>
    public Span<char> Room(int length)
    {
        if (_text.Length - _used < length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _used + length));
        }

        return _text.AsSpan(_used, length);
    }

    public void AddText(int path, int length, int element)
    {
        Add(path, new ScannedValue(FieldKind.Text, _used, length, element, null));
        _used += length;
    }

    public void AddNumber(int path, JsonNumber? number, int element) => Add(path, new ScannedValue(FieldKind.Number, 0, 0, element, number));

    public void Add(int path, FieldKind kind, int element) => Add(path, new ScannedValue(kind, 0, 0, element, null));

    public int NewList() => _lists++;

    /// <summary>Adds an element of a list that is itself in an element, or in none (-1).</summary>
    public int AddElement(int list, int parent)
    {
        _elements.Add(new ListElement(list, parent, parent < 0 ? 1 : _elements[parent].Depth + 1));
        return _elements.Count - 1;
    }

    /// <summary>Whether two values may be taken together: in every list that both are in, they are in the same element.</summary>
    public bool AreConsistent(int left, int right)
    {
        if (left < 0 || right < 0)
        {
            return true;
        }

        var elements = CollectionsMarshal.AsSpan(_elements);
        while (elements[left].Depth > elements[right].Depth)
        {
            left = elements[left].Parent;
        }

        while (elements[right].Depth > elements[left].Depth)
        {
            right = elements[right].Parent;
        }

        // Below the point where two chains part they have no list in common, for a list is in one element only.
        while (left != right && elements[left].Parent != elements[right].Parent)
        {
            left = elements[left].Parent;
            right = elements[right].Parent;
        }

        return left == right || elements[left].List != elements[right].List;
    }

    /// <summary>Forgets the path's values.</summary>
    public void Remove(int path)
    {
        if (_first[path] >= 0)
        {
            _first[path] = -1;
            _touched.Remove(path);
        }
    }

    private static int[] Filled(int count)
    {
        var filled = new int[count];
        Array.Fill(filled, -1);
        return filled;
    }

    private void Add(int path, ScannedValue value)
    {
        var number = _values.Count;
        _values.Add(value);
        if (_first[path] < 0)
        {
            _first[path] = number;
            _touched.Add(path);
        }
        else
        {
            ref var last = ref CollectionsMarshal.AsSpan(_values)[_last[path]];
            last = last with { Next = number };
        }

        _last[path] = number;
    }
}
