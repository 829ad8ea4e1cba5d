namespace LocalHostApp;

/// <summary>A service that tests replace.</summary>
public class Greeting
{
    public virtual string To(string name) => $"Hello {name}";
}
